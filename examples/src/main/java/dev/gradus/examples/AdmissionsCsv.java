package dev.gradus.examples;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Reads the admissions data: a header line with the columns admit, gre, gpa and rank in any order, then one student a line.
 * Whatever does not fit is refused with the file, the line and the column.
 */
final class AdmissionsCsv {
    private static final List<String> COLUMNS = List.of("admit", "gre", "gpa", "rank");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final int LONGEST_QUOTE = 30;

    private final String file;
    private final List<Column> columns = COLUMNS.stream().map(Column::new).toList();
    private long line = 1;

    private AdmissionsCsv(String file) {
        this.file = file;
    }

    /** A column as it is read: where it stands, and the numbers so far. */
    private static final class Column {
        private static final int MISSING = -1;

        private final String name;
        private final List<Double> values = new ArrayList<>();
        private int place = MISSING;
        private boolean whole = true;

        private Column(String name) {
            this.name = name;
        }
    }

    /** The data of 400 students that comes with the lesson. */
    static Table ofTheLesson() {
        String file = "college_admissions.csv";
        try (InputStream in = Objects.requireNonNull(AdmissionsCsv.class.getResourceAsStream(file), file)) {
            return new AdmissionsCsv(file).read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The data of a file.
     *
     * @throws LessonException if it cannot be read, or holds what does not fit
     */
    static Table of(Path path) {
        if (Files.isDirectory(path)) {
            throw new LessonException(path + " is a folder, not a CSV file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new AdmissionsCsv(path.toString()).read(in);
        } catch (NoSuchFileException e) {
            throw new LessonException(path + ": there is no such file");
        } catch (IOException | UncheckedIOException e) {
            throw new LessonException(path + " cannot be read: " + e.getMessage());
        }
    }

    private Table read(InputStream in) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .detectBomHeader(true)
                .ofCsvRecord(in)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new LessonException(file + " is empty; the first line names the columns: admit,gre,gpa,rank");
            }
            readHeader(records.next());
            while (records.hasNext()) {
                CsvRecord student = records.next();
                line = student.getStartingLineNumber();
                readStudent(student.getFields());
            }
        } catch (CsvParseException e) {
            throw new LessonException(file + ", after the record of line " + line + ": this is not CSV: "
                    + rootCause(e).getMessage());
        }
        int students = columns.get(0).values.size();
        if (students < 2) {
            throw new LessonException(file + ", line " + line + ": the file ends after " + students
                    + " students; a standard deviation needs at least 2");
        }
        return new Table(columns.stream()
                .map(column -> new Table.Column(column.name, List.copyOf(column.values), column.whole))
                .toList());
    }

    private void readHeader(CsvRecord header) {
        line = header.getStartingLineNumber();
        for (int place = 0; place < header.getFieldCount(); place++) {
            String name = header.getField(place).strip();
            if (!COLUMNS.contains(name)) {
                throw wrong(place, name, "there is no such column among admit, gre, gpa and rank");
            }
            Column column = columns.get(COLUMNS.indexOf(name));
            if (column.place != Column.MISSING) {
                throw wrong(place, name, "the column is there twice");
            }
            column.place = place;
        }
        for (Column column : columns) {
            if (column.place == Column.MISSING) {
                throw wrong(header.getFieldCount(), column.name, "the column is missing");
            }
        }
    }

    private void readStudent(List<String> fields) {
        if (fields.size() > COLUMNS.size()) {
            throw new LessonException(file + ", line " + line + ", column " + (COLUMNS.size() + 1) + ": "
                    + fields.size() + " fields, but the header names " + COLUMNS.size());
        }
        for (Column column : columns) {
            if (column.place >= fields.size()) {
                throw wrong(column.place, column.name, "the line ends before this field");
            }
            String text = fields.get(column.place).strip();
            column.values.add(number(column.place, column.name, text));
            column.whole &= INTEGER.matcher(text).matches();
        }
    }

    private double number(int place, String column, String text) {
        if (text.isEmpty()) {
            throw wrong(place, column, "the field is empty");
        }
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw wrong(place, column, quoted(text) + " is not a finite number");
        }
        if (column.equals("admit") && value != 0 && value != 1) {
            throw wrong(place, column, quoted(text) + " is neither 0 (rejected) nor 1 (admitted)");
        }
        if (column.equals("rank") && value != 1 && value != 2 && value != 3 && value != 4) {
            throw wrong(place, column, quoted(text) + " is none of the ranks 1, 2, 3 and 4");
        }
        return value;
    }

    private LessonException wrong(int place, String column, String what) {
        return new LessonException(
                file + ", line " + line + ", column " + (place + 1) + " (" + plain(column) + "): " + what);
    }

    private static String quoted(String text) {
        return "'" + plain(text) + "'";
    }

    /** Not longer than a message bears, and without what would play tricks on a terminal. */
    private static String plain(String text) {
        String cut = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
