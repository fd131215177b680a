/**
 * Data in: from files to tensors and mini-batches.
 *
 * <ul>
 *   <li>{@link dev.gradus.data.Npy} and {@link dev.gradus.data.Npz} read and write NumPy's arrays, {@link
 *       dev.gradus.data.Safetensors} the files in which models are published, and {@link dev.gradus.data.WholeFile} writes any
 *       file whole or not at all;
 *   <li>{@link dev.gradus.data.Split} divides examples into those for training, validation and test, and {@link
 *       dev.gradus.data.Standardizer} gives their features mean 0 and deviation 1;
 *   <li>{@link dev.gradus.data.BatchStream} makes mini-batches of files that are larger than the memory: of {@link
 *       dev.gradus.data.NpyRows}, or of any {@link dev.gradus.data.Examples}.
 * </ul>
 *
 * <p>CSV files are read by the module {@code gradus-csv}.
 */
package dev.gradus.data;
