package dev.gradus.csv;

/** Something in a CSV file does not fit. The message names the file, the line and the column. */
public final class CsvException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    CsvException(String message) {
        super(message);
    }

    CsvException(String message, Throwable cause) {
        super(message, cause);
    }
}
