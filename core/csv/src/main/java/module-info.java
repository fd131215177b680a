/** From CSV files to tensors. Start with {@link dev.gradus.csv.Csv}. */
module dev.gradus.csv {
    requires transitive dev.gradus.engine;
    requires de.siegmar.fastcsv;

    exports dev.gradus.csv;
}
