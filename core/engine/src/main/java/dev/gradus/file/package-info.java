/**
 * Arrays in files: NumPy's {@code .npz} and {@code .npy}, and {@code .safetensors}, read with care and written as a whole or not
 * at all.
 */
package dev.gradus.file;
