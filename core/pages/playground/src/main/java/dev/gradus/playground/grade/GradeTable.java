package dev.gradus.playground.grade;

import dev.gradus.playground.show.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The grades of a class. */
public final class GradeTable {
    private static final List<String> HEAD =
            List.of("student", "result", "solved at", "iterations", "loss", "attempts", "mistakes", "notes");

    private final List<Grade> grades;

    /** Marks submissions that are the same training as an earlier one of another student. */
    public GradeTable(List<Grade> all) {
        Map<String, String> first = new LinkedHashMap<>();
        List<Grade> marked = new ArrayList<>();
        for (Grade grade : all) {
            String owner = grade.key().isEmpty() || grade.iterations() == 0
                    ? grade.student()
                    : first.computeIfAbsent(grade.key(), key -> grade.student());
            marked.add(
                    owner.equals(grade.student()) ? grade : grade.with("The same training as that of " + owner + "."));
        }
        grades = List.copyOf(marked);
    }

    /** The grades, in which the same training of another student is noted. */
    public List<Grade> grades() {
        return grades;
    }

    long count(Grade.Result result) {
        return grades.stream().filter(grade -> grade.result() == result).count();
    }

    /** One kind of mistake: how many students made it, and how often in all. */
    public record Mistake(String kind, int students, int times) {}

    /** The kinds of mistakes, first those that most students made. */
    public List<Mistake> mistakes() {
        Map<String, Mistake> byKind = new TreeMap<>();
        for (Grade grade : grades) {
            grade.mistakes()
                    .forEach((kind, times) -> byKind.merge(
                            kind,
                            new Mistake(kind, 1, times),
                            (a, b) -> new Mistake(kind, a.students + b.students, a.times + b.times)));
        }
        List<Mistake> sorted = new ArrayList<>(byKind.values());
        sorted.sort((a, b) -> a.students != b.students ? b.students - a.students : b.times - a.times);
        return sorted;
    }

    /** The table for a spreadsheet. */
    public String csv() {
        StringBuilder csv = new StringBuilder("\ufeff"); // otherwise Excel does not read UTF-8
        line(csv, HEAD);
        for (Grade grade : grades) {
            line(
                    csv,
                    List.of(
                            grade.student(),
                            grade.result().words(),
                            grade.solvedAt() < 0 ? "" : String.valueOf(grade.solvedAt()),
                            String.valueOf(grade.iterations()),
                            Double.isNaN(grade.loss()) ? "" : String.valueOf(grade.loss()),
                            String.valueOf(grade.attempts()),
                            grade.mistakesText(),
                            String.join(" ", grade.notes())));
        }
        return csv.toString();
    }

    private static void line(StringBuilder csv, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            // a spreadsheet would compute a cell that begins like a formula
            String cell = cells.get(i);
            if (!cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0) {
                cell = "'" + cell;
            }
            boolean isQuoted = cell.chars().anyMatch(c -> "\",;\n\r".indexOf(c) >= 0);
            csv.append(i == 0 ? "" : ",").append(isQuoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        csv.append("\r\n");
    }

    /** The table for a terminal, and what the class got wrong most. */
    public String text() {
        int[] widths = {7, 6, 9, 10, 9, 8};
        for (Grade grade : grades) {
            widths[0] = Math.min(28, Math.max(widths[0], grade.student().length()));
            widths[1] = Math.max(widths[1], grade.result().words().length());
        }
        StringBuilder text = new StringBuilder();
        row(text, widths, HEAD);
        for (Grade grade : grades) {
            row(
                    text,
                    widths,
                    List.of(
                            grade.student(),
                            grade.result().words(),
                            grade.solvedAt() < 0 ? "" : String.valueOf(grade.solvedAt()),
                            String.valueOf(grade.iterations()),
                            Double.isNaN(grade.loss()) ? "" : Figures.of(grade.loss()),
                            String.valueOf(grade.attempts()),
                            grade.mistakesText(),
                            String.join(" ", grade.notes())));
        }
        return text.append('\n').append(summary()).toString();
    }

    private static void row(StringBuilder text, int[] widths, List<String> cells) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (i < widths.length) {
                String cut = cell.length() > widths[i] ? cell.substring(0, widths[i] - 1) + "…" : cell;
                row.append(cut).append(" ".repeat(widths[i] - cut.length())).append("  ");
            } else if (!cell.isEmpty()) {
                row.append(cell).append("  ");
            }
        }
        text.append(row.toString().stripTrailing()).append('\n');
    }

    /** A few lines: how many of each result, and the most frequent mistakes. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        List<String> counts = new ArrayList<>();
        for (Grade.Result result : Grade.Result.values()) {
            long count = count(result);
            if (count > 0) {
                counts.add(count + " " + result.words());
            }
        }
        text.append(grades.size())
                .append(grades.size() == 1 ? " submission: " : " submissions: ")
                .append(String.join(", ", counts))
                .append(".\n");
        List<Mistake> mistakes = mistakes();
        if (!mistakes.isEmpty()) {
            text.append("Wrong most often:\n");
            mistakes.stream()
                    .limit(8)
                    .forEach(mistake -> text.append("  ")
                            .append(mistake.kind())
                            .append(": ")
                            .append(mistake.students())
                            .append(mistake.students() == 1 ? " student, " : " students, ")
                            .append(mistake.times())
                            .append(mistake.times() == 1 ? " time\n" : " times\n"));
        }
        return text.toString();
    }
}
