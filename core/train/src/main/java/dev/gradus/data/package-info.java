/**
 * Loads data from files and turns it into tensors and mini-batches.
 *
 * <ul>
 *   <li>{@link dev.gradus.data.Npy} and {@link dev.gradus.data.Npz} read and write NumPy arrays, {@link
 *       dev.gradus.data.Safetensors} reads and writes the files in which models are published, and {@link
 *       dev.gradus.data.WholeFile} writes any file atomically.
 *   <li>{@link dev.gradus.data.Split} divides examples into training, validation and test sets; {@link
 *       dev.gradus.data.Standardizer} scales their features to mean 0 and deviation 1.
 *   <li>{@link dev.gradus.data.BatchStream} reads mini-batches from files that are larger than memory: from {@link
 *       dev.gradus.data.NpyRows}, or from any {@link dev.gradus.data.Examples}.
 * </ul>
 *
 * <p>The module {@code gradus-csv} reads CSV files.
 */
package dev.gradus.data;
