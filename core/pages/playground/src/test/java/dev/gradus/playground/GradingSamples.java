package dev.gradus.playground;

import dev.gradus.playground.grade.GradeTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A class's work on a lesson, and its grades on the JVM, for tests of the page. */
public final class GradingSamples {
    private final String task;
    private final List<Classroom.Work> works;
    private final GradeTable table;

    private GradingSamples(String task, List<Classroom.Work> works) {
        this.task = task;
        this.works = works;
        Grader grader = new Grader(task, 60);
        table = new GradeTable(works.stream()
                .map(work -> grader.grade(work.student(), work.link()))
                .toList());
    }

    /** This number of submissions of a lesson, each of about this number of iterations. */
    public static GradingSamples of(String lesson, int iterations, int count) {
        Classroom room = new Classroom(lesson, iterations);
        return new GradingSamples(room.task(), room.works(count));
    }

    /** Submissions to the lesson XOR that cheat, and those that are honest. */
    public static GradingSamples ofForgeries() {
        List<Classroom.Work> works = Stream.of(
                        Forgeries.readingTargets(),
                        Forgeries.remembering(),
                        Forgeries.ownLosses(),
                        Forgeries.receipts(),
                        Forgeries.honest())
                .flatMap(List::stream)
                .filter(one -> one.lesson().equals("xor")
                        && one.check().isEmpty()
                        && one.text().startsWith("#"))
                .map(one -> new Classroom.Work(one.why(), "forged", one.text()))
                .toList();
        return new GradingSamples(new Classroom("xor", 1).task(), works);
    }

    public String task() {
        return task;
    }

    /** A table of names and links. */
    public String table() {
        StringBuilder csv = new StringBuilder("student,link\n");
        works.forEach(work ->
                csv.append(work.student()).append(",\"").append(work.link()).append("\"\n"));
        return csv.toString();
    }

    /** A student's file, as Share saves it. */
    public String file(int student) {
        return "gradus 1\n" + works.get(student).link().split("#")[1] + "\n";
    }

    public String csv() {
        return table.csv();
    }

    /** The cells of the page's table. */
    public List<List<String>> rows() {
        return table.grades().stream()
                .map(grade -> List.of(
                        grade.student(),
                        grade.result().words(),
                        grade.solvedAt() < 0 ? "" : String.valueOf(grade.solvedAt()),
                        String.valueOf(grade.iterations()),
                        Double.isNaN(grade.loss()) ? "" : shown(grade.loss()),
                        String.valueOf(grade.attempts()),
                        grade.mistakesText(),
                        String.join(" ", grade.notes())))
                .toList();
    }

    /** A loss as pages show it: four decimals, or a power of ten if it is very small. */
    private static String shown(double loss) {
        if (loss == 0) {
            return "0";
        } else if (loss < 1e-4) {
            String[] parts = String.format(Locale.ROOT, "%.1e", loss).split("e-");
            String raised = String.valueOf(Integer.parseInt(parts[1]));
            return parts[0] + "·10⁻"
                    + raised.chars()
                            .mapToObj(digit -> "⁰¹²³⁴⁵⁶⁷⁸⁹".substring(digit - '0', digit - '0' + 1))
                            .collect(Collectors.joining());
        }
        return String.format(Locale.ROOT, "%.4f", loss);
    }
}
