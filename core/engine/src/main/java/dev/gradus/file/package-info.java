/**
 * Reads and writes arrays in files: NumPy's {@code .npz} and {@code .npy}, and {@code .safetensors}. Files are validated
 * when read, and written atomically.
 */
package dev.gradus.file;
