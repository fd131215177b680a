package dev.gradus.csv;

/** Thrown if the content of a CSV file is not as expected. The message names the file, the line and the column. */
public final class CsvException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    CsvException(String message) {
        super(message);
    }

    CsvException(String message, Throwable cause) {
        super(message, cause);
    }
}
