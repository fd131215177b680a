package dev.gradus.examples;

import dev.gradus.csv.Csv;
import dev.gradus.csv.CsvException;
import dev.gradus.csv.Encoder;
import dev.gradus.csv.Features;
import dev.gradus.csv.Table;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The admissions data, and what the classifier takes of it.
 *
 * @param table the columns admit, gre, gpa and rank, in any order
 * @param x features (n_batch, n_in) with n_in = 6: standardised gre and gpa, then one column for each rank
 * @param y targets (n_batch, n_out) with n_out = 1: 1 for admitted, else 0
 */
record Students(Table table, Tensor x, Tensor y) {
    /** The 400 students that come with the lesson. */
    static Students ofTheLesson() {
        String file = "college_admissions.csv";
        try (InputStream in = Objects.requireNonNull(Students.class.getResourceAsStream(file), file)) {
            return of(Csv.read(file, in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The students of a file.
     *
     * @throws LessonException if it cannot be read, or holds what does not fit
     */
    static Students of(Path path) {
        if (Files.isDirectory(path)) {
            throw new LessonException(path + " is a folder, not a CSV file");
        }
        try {
            return of(Csv.read(path));
        } catch (NoSuchFileException e) {
            throw new LessonException(path + ": there is no such file");
        } catch (IOException e) {
            throw new LessonException(path + " cannot be read: " + e.getMessage());
        } catch (CsvException e) {
            throw new LessonException(String.valueOf(e.getMessage()));
        }
    }

    private static Students of(Table table) {
        Encoder features = Features.of()
                .standardized("gre", "gpa")
                .oneHot("rank", "1", "2", "3", "4")
                .fit(table);
        Encoder targets = Features.of().labels("admit", "0", "1").fit(table);
        return new Students(
                table,
                features.apply(table).named("n_batch", "n_in"),
                targets.apply(table).named("n_batch", "n_out"));
    }
}
