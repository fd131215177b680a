package dev.gradus.data;

import dev.gradus.file.NpyRowFile;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Examples in {@code .npy} files of any size: each index of an array's first axis is one example. Only the requested rows
 * are read.
 *
 * <pre>{@code
 * try (NpyRows rows = NpyRows.open(Path.of("features.npy"), Path.of("targets.npy"))) {
 *     BatchStream batches = BatchStream.of(64, rows).shuffled(NumpyRandom.seed(0), 10_000);
 *     Trainer.of(runs, batches, Adam.of(1e-3)).train(20);
 * }
 * }</pre>
 *
 * <p>Supports all types that {@link Npy} reads, in C order. Not thread-safe, but a file may be opened more than once.
 */
public final class NpyRows implements IndexedExamples, Closeable {
    private final List<NpyRowFile> files;

    private NpyRows(List<NpyRowFile> files) {
        this.files = files;
    }

    /**
     * Opens files with equal numbers of rows, such as the features and the targets.
     *
     * @throws FileFormatException if a file is not a supported {@code .npy} file, or its number of rows differs from the first
     * @throws IllegalArgumentException if there are no files
     * @throws IOException if a file cannot be read
     */
    public static NpyRows open(Path... files) throws IOException {
        Objects.requireNonNull(files, "files");
        if (files.length == 0) {
            throw new IllegalArgumentException(
                    "NpyRows: there are no files; give at least one, such as the file of the features");
        }
        NpyRows rows = new NpyRows(new ArrayList<>());
        boolean isOpen = false;
        try {
            for (Path file : files) {
                rows.files.add(FileReading.by("NpyRows", () -> NpyRowFile.open(file)));
                NpyRowFile last = rows.files.get(rows.files.size() - 1);
                if (last.count() != rows.count()) {
                    throw new FileFormatException("NpyRows: " + files[0] + " has " + rows.count() + " rows, but " + file
                            + " has " + last.count());
                }
            }
            isOpen = true;
            return rows;
        } finally {
            if (!isOpen) {
                rows.close();
            }
        }
    }

    @Override
    public long count() {
        return files.get(0).count();
    }

    @Override
    public Batch read(long from, int size) throws IOException {
        Objects.checkFromIndexSize(from, size, count());
        List<Tensor> tensors = new ArrayList<>();
        for (NpyRowFile file : files) {
            tensors.add(FileReading.by("NpyRows", () -> file.read(from, size)));
        }
        return new Batch(tensors);
    }

    /** Closes the files. */
    @Override
    public void close() throws IOException {
        for (NpyRowFile file : files) {
            file.close();
        }
    }
}
