/** From CSV files to tensors. Start with {@link dev.gradus.csv.Csv}. */
module dev.gradus.csv {
    requires transitive dev.gradus.engine;
    requires transitive dev.gradus.train;
    requires de.siegmar.fastcsv;

    exports dev.gradus.csv;
}
