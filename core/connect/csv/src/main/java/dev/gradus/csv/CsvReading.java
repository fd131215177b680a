package dev.gradus.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifier;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One way through a CSV file, whose first line has been read. */
final class CsvReading {
    /** The code point of bytes that are not text. No text contains a single surrogate. */
    private static final int LOST = 0xDFFF;

    /** The charsets with a byte order mark; UTF-32 is first, because its mark may begin with that of UTF-16. */
    private static final List<Charset> MARKED = List.of(
            Charset.forName("UTF-32LE"),
            Charset.forName("UTF-32BE"),
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE);

    /** A field that consists of quotes is not an empty line, which the reader would otherwise take it for. */
    private static final FieldModifier QUOTED = new FieldModifier() {
        @Override
        public String modify(long line, int index, boolean isQuoted, String field) {
            return isQuoted && field.isEmpty() ? " " : field;
        }
    };

    private final String file;
    private final Set<String> missing;
    private final Iterator<CsvRecord> records;
    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();
    private Charset charset;
    private long line = 1;

    CsvReading(String file, Charset charset, char separator, Set<String> missing, InputStream in) throws IOException {
        this.file = file;
        this.charset = charset;
        this.missing = missing;
        records = CsvReader.builder()
                .skipEmptyLines(false)
                .fieldSeparator(separator)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(CsvRecordHandler.of(each -> each.fieldModifier(QUOTED)), decoded(new BufferedInputStream(in)))
                .iterator();
        names = header();
        names.forEach(name -> places.put(name, places.size()));
    }

    /** The text, in the charset of its byte order mark if there is one. */
    private Reader decoded(InputStream in) throws IOException {
        for (Charset each : MARKED) {
            byte[] mark = "\uFEFF".getBytes(each);
            in.mark(mark.length);
            if (Arrays.equals(in.readNBytes(mark.length), mark)) {
                charset = each;
                break;
            }
            in.reset();
        }
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(Character.toString(LOST));
        return new InputStreamReader(in, decoder);
    }

    /** FastCSV wraps what goes wrong. */
    private boolean hasNext() throws IOException {
        try {
            return records.hasNext();
        } catch (CsvParseException broken) {
            throw new CsvException(
                    file + ", after the record of line " + line + ": "
                            + Texts.printable(
                                    "this is not CSV: " + rootCause(broken).getMessage()),
                    broken);
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }

    /** The fields of the next line, which is not empty unless it may be; empty after the last. */
    private List<String> next(boolean mayBeEmpty) throws IOException {
        while (hasNext()) {
            CsvRecord next = records.next();
            line = next.getStartingLineNumber();
            List<String> fields = next.getFields();
            if (mayBeEmpty || fields.size() > 1 || !fields.get(0).isEmpty()) {
                return fields;
            }
        }
        return List.of();
    }

    private List<String> header() throws IOException {
        Set<String> found = new LinkedHashSet<>();
        for (String field : next(false)) {
            String name = text(field, found.size(), field.strip());
            if (name.isEmpty()) {
                throw new CsvException(Table.place(file, line, found.size(), "") + ": the column has no name");
            }
            if (!found.add(name)) {
                throw new CsvException(Table.place(file, line, found.size(), name) + ": the column is there twice");
            }
        }
        if (found.isEmpty()) {
            throw new CsvException(file + " is empty; its first line should name the columns");
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
        while (rows.size() < most) {
            List<String> fields = next(names.size() == 1);
            if (fields.isEmpty()) {
                break;
            }
            if (fields.size() > names.size()) {
                throw new CsvException(Table.place(file, line, names.size(), "") + ": " + fields.size()
                        + " fields, but the header names " + names.size());
            }
            if (fields.size() < names.size()) {
                throw new CsvException(Table.place(file, line, fields.size(), names.get(fields.size()))
                        + ": the line ends before this field");
            }
            String[] row = new String[fields.size()];
            for (int column = 0; column < row.length; column++) {
                String text = text(fields.get(column), column, names.get(column));
                row[column] = missing.contains(text) ? "" : text;
            }
            rows.add(row);
            lines.add(line);
        }
        return new Table(
                file,
                names,
                places,
                rows.toArray(String[][]::new),
                lines.stream().mapToLong(Long::longValue).toArray());
    }

    /** A field without the spaces around it. */
    private String text(String field, int column, String name) {
        boolean isLost = field.indexOf(LOST) >= 0 && field.codePoints().anyMatch(each -> each == LOST);
        if (isLost || field.indexOf('\0') >= 0) {
            throw new CsvException(Table.place(file, line, column, name) + ": the bytes are not text in " + charset
                    + "; give the charset of the file, such as Csv.of(file).charset(StandardCharsets.ISO_8859_1)");
        }
        return field.strip();
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
