package dev.gradus.playground.grade;

import dev.gradus.tensor.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Students and what they hand in, from the table that a learning platform exports, from a list of links, or from the names of
 * files. Tables are separated by commas, semicolons or tabs; cells may be quoted and have several lines.
 */
public final class ClassList {
    private static final Pattern MOODLE = Pattern.compile("(.+?)_[0-9]+_assignsubmission_.*");
    private static final Pattern CANVAS = Pattern.compile("(.+?)_(?:LATE_)?[0-9]+_[0-9]+_.*");
    private static final List<String> FIRST = List.of("first name", "vorname", "prénom");
    private static final List<String> LAST = List.of("last name", "surname", "nachname", "nom", "nom de famille");
    private static final List<String> WHOLE = List.of(
            "student",
            "name",
            "full name",
            "vollständiger name",
            "nom complet",
            "display name",
            "user",
            "username",
            "login",
            "email",
            "email address");

    /** What a decoder writes for bytes that are not text. */
    private static final char REPLACEMENT = '\uFFFD';

    /**
     * One submission.
     *
     * @param student whose it is
     * @param content a link, or the name of a file
     */
    public record Entry(String student, String content) {
        /** The content of a file, by its path in the folder that was downloaded. */
        public static Entry of(String path, String text) {
            return new Entry(ClassList.student(path), text);
        }

        /** Whether the content is the name of a file. */
        public boolean isFileName() {
            String name = content.toLowerCase(Locale.ROOT);
            return (name.endsWith(".gradus") || name.endsWith(".json"))
                    && content.indexOf('\n') < 0
                    && content.indexOf('#') < 0;
        }

        /** The entry, for JSON. */
        public Map<String, Object> object() {
            return Json.object("student", student, "content", content, "isFile", isFileName());
        }
    }

    private ClassList() {}

    /** Whose file this is, by its path in the folder that was downloaded. */
    static String student(String path) {
        String[] parts = path.replace('\\', '/').split("/", -1);
        String file = parts[parts.length - 1];
        for (String part : parts) {
            Matcher moodle = MOODLE.matcher(part);
            if (moodle.matches()) {
                return moodle.group(1);
            }
        }
        Matcher canvas = CANVAS.matcher(file);
        int dot = file.lastIndexOf('.');
        return canvas.matches()
                ? canvas.group(1)
                : parts.length > 1 ? parts[parts.length - 2] : dot > 0 ? file.substring(0, dot) : file;
    }

    /**
     * Reads a table or a list.
     *
     * @throws IllegalArgumentException if no column has links or names of {@code .gradus} files, or a student's name contains
     *     a replacement character, which a decoder writes for bytes that are not UTF-8: then other names may look the same
     */
    public static List<Entry> read(String text) {
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        List<String> lines = plain.lines().filter(line -> !line.isBlank()).toList();
        List<Entry> entries = new ArrayList<>();
        if (!lines.isEmpty() && lines.stream().allMatch(line -> Submission.isLikely(line) && isOneWord(line.strip()))) {
            for (String line : lines) {
                entries.add(new Entry("line " + (entries.size() + 1), line.strip()));
            }
            return entries;
        }
        List<List<String>> rows = rows(plain);
        int link = linkColumn(rows);
        boolean hasHead = !Submission.isLikely(cell(rows.get(0), link));
        List<String> head = hasHead
                ? rows.get(0).stream()
                        .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                        .toList()
                : List.of();
        for (List<String> row : rows.subList(hasHead ? 1 : 0, rows.size())) {
            boolean isBlank = row.stream().allMatch(String::isBlank);
            if (!isBlank) {
                String student = student(head, row, link).orElse("row " + (entries.size() + 1));
                if (student.indexOf(REPLACEMENT) >= 0) {
                    throw new IllegalArgumentException("The name of student " + (entries.size() + 1) + ", " + student
                            + ", is not in UTF-8. Save the table as UTF-8, in Excel as CSV UTF-8.");
                }
                entries.add(new Entry(student, cell(row, link).strip()));
            }
        }
        return entries;
    }

    private static boolean isOneWord(String text) {
        return text.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"');
    }

    private static int linkColumn(List<List<String>> rows) {
        int width = rows.stream().mapToInt(List::size).max().orElse(0), best = -1, most = 0;
        for (int column = 0; column < width; column++) {
            int at = column;
            int count = (int) rows.stream()
                    .filter(row -> Submission.isLikely(cell(row, at)))
                    .count();
            best = count > most ? column : best;
            most = Math.max(most, count);
        }
        if (best < 0) {
            throw new IllegalArgumentException(
                    "No column contains links of the page or names of .gradus files. Export the answers with their texts.");
        }
        return best;
    }

    private static Optional<String> student(List<String> head, List<String> row, int link) {
        Optional<String> first = named(head, row, FIRST), last = named(head, row, LAST);
        if (first.isPresent() || last.isPresent()) {
            return Optional.of((first.orElse("") + " " + last.orElse("")).strip());
        }
        Optional<String> whole = named(head, row, WHOLE);
        int other = link == 0 ? 1 : 0;
        return whole.isPresent()
                ? whole
                : Optional.of(cell(row, other).strip()).filter(name -> head.isEmpty() && !name.isEmpty());
    }

    private static Optional<String> named(List<String> head, List<String> row, List<String> names) {
        return names.stream()
                .filter(head::contains)
                .map(name -> cell(row, head.indexOf(name)).strip())
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column) : "";
    }

    /** The cells of a table; a quoted cell may contain separators, ends of lines, and quotes written twice. */
    private static List<List<String>> rows(String text) {
        char separator = separator(text);
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"' && (isQuoted || cell.toString().isBlank())) {
                isQuoted = !isQuoted;
            } else if (!isQuoted && (c == separator || c == '\n')) {
                row.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else if (isQuoted || c != '\r') {
                cell.append(c);
            }
        }
        row.add(cell.toString());
        rows.add(row);
        return rows;
    }

    /** The separator that is most frequent in the first line. */
    private static char separator(String text) {
        String line = text.lines().findFirst().orElse("");
        long commas = line.chars().filter(c -> c == ',').count();
        long semicolons = line.chars().filter(c -> c == ';').count();
        long tabs = line.chars().filter(c -> c == '\t').count();
        return tabs > Math.max(commas, semicolons) ? '\t' : semicolons > commas ? ';' : ',';
    }
}
