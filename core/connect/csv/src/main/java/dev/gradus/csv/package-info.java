/**
 * From CSV files to tensors.
 *
 * <ul>
 *   <li>{@link dev.gradus.csv.Csv} is a file, {@link dev.gradus.csv.Table} what is in it: named columns of text;
 *   <li>{@link dev.gradus.csv.Features} says which columns become which numbers, and the {@link dev.gradus.csv.Encoder} that it
 *       makes of the training data does so, for any data of the same columns.
 * </ul>
 *
 * <p>Whatever does not fit is a {@link dev.gradus.csv.CsvException}, which names the file, the line and the column.
 */
package dev.gradus.csv;
