package dev.gradus.playground;

import dev.gradus.tensor.Json;
import dev.gradus.train.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The grading of a class on a page, which hands over one submission after the other. Answers are JSON. */
final class GradeBook {
    private static final int SECONDS = 60;

    private Optional<Grader> grader = Optional.empty();
    private List<Grade> grades = new ArrayList<>();

    /** Takes a task; grades begin anew. */
    String task(String text) {
        grader = Optional.empty();
        grades = new ArrayList<>();
        try {
            grader = Optional.of(new Grader(text, SECONDS));
        } catch (IllegalArgumentException wrong) {
            return Session.refusal(String.valueOf(wrong.getMessage()));
        }
        return Json.of(Json.object("ok", true, "text", grader.get().text()));
    }

    /** The submissions that a table or a list of links names. */
    static String entries(String table) {
        try {
            return Json.of(Json.object(
                    "ok",
                    true,
                    "entries",
                    ClassList.read(table).stream().map(ClassList.Entry::object).toList()));
        } catch (IllegalArgumentException wrong) {
            return Session.refusal(String.valueOf(wrong.getMessage()));
        }
    }

    /** The submission in a file that was downloaded. */
    static String entry(String path, String text) {
        return Json.of(ClassList.Entry.of(path, text).object());
    }

    /** Grades a submission and adds it to the table. */
    String grade(String student, String text) {
        if (grader.isEmpty()) {
            return Session.refusal("First give the task.");
        }
        Grade grade = grader.get().grade(student, text);
        grades.add(grade);
        return Json.of(grade.object());
    }

    /** The whole table, its summary, and the same as CSV. */
    String table() {
        GradeTable table = new GradeTable(grades);
        return Json.of(Json.object(
                "grades", table.grades().stream().map(Grade::object).toList(),
                "mistakes",
                        table.mistakes().stream()
                                .map(one -> Json.object(
                                        "kind", one.kind(), "students", one.students(), "times", one.times()))
                                .toList(),
                "csv", table.csv()));
    }

    /** Repeats the training of a receipt and says whether all bits are the same. */
    static String receipt(String json) {
        try {
            Receipt receipt = Receipt.ofJson(json);
            Receipt.Verdict verdict = receipt.verify();
            return Json.of(Json.object(
                    "ok", true,
                    "same", verdict.isSame(),
                    "epochs", verdict.epochs(),
                    "first", verdict.firstDifference().orElse(0)));
        } catch (IllegalArgumentException wrong) {
            return Session.refusal(String.valueOf(wrong.getMessage()));
        }
    }
}
