package dev.gradus.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One way through a CSV file, whose first line has been read. */
final class CsvReading {
    private final String file;
    private final Set<String> missing;
    private final Iterator<CsvRecord> records;
    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();
    private long line = 1;

    CsvReading(String file, char separator, Set<String> missing, InputStream in) throws IOException {
        this.file = file;
        this.missing = missing;
        records = CsvReader.builder()
                .fieldSeparator(separator)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .detectBomHeader(true)
                .ofCsvRecord(in)
                .iterator();
        if (!hasNext()) {
            throw new CsvException(file + " is empty; its first line should name the columns");
        }
        names = header(next());
        names.forEach(name -> places.put(name, places.size()));
    }

    /** FastCSV wraps what goes wrong. */
    private boolean hasNext() throws IOException {
        try {
            return records.hasNext();
        } catch (CsvParseException broken) {
            throw new CsvException(
                    file + ", after the record of line " + line + ": this is not CSV: "
                            + rootCause(broken).getMessage(),
                    broken);
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }

    private CsvRecord next() {
        CsvRecord next = records.next();
        line = next.getStartingLineNumber();
        return next;
    }

    private List<String> header(CsvRecord header) {
        Set<String> found = new LinkedHashSet<>();
        for (String field : header.getFields()) {
            String name = field.strip();
            if (name.isEmpty()) {
                throw new CsvException(Table.place(file, line, found.size(), "") + ": the column has no name");
            }
            if (!found.add(name)) {
                throw new CsvException(Table.place(file, line, found.size(), name) + ": the column is there twice");
            }
        }
        return List.copyOf(found);
    }

    /** All lines that are left. */
    Table rest() throws IOException {
        return next(Integer.MAX_VALUE);
    }

    /** The next lines, none after the last. */
    Table next(int most) throws IOException {
        List<String[]> rows = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        while (rows.size() < most && hasNext()) {
            List<String> fields = next().getFields();
            if (fields.size() > names.size()) {
                throw new CsvException(Table.place(file, line, names.size(), "") + ": " + fields.size()
                        + " fields, but the header names " + names.size());
            }
            if (fields.size() < names.size()) {
                throw new CsvException(Table.place(file, line, fields.size(), names.get(fields.size()))
                        + ": the line ends before this field");
            }
            rows.add(fields.stream().map(this::text).toArray(String[]::new));
            lines.add(line);
        }
        return new Table(
                file,
                names,
                places,
                rows.toArray(String[][]::new),
                lines.stream().mapToLong(Long::longValue).toArray());
    }

    private String text(String field) {
        String text = field.strip();
        return missing.contains(text) ? "" : text;
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
