package dev.gradus.playground;

import dev.gradus.playground.grade.ClassList;
import dev.gradus.playground.grade.Grade;
import dev.gradus.playground.grade.GradeTable;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.JsonObject;
import dev.gradus.train.Receipt;
import dev.gradus.train.ReceiptTraining;
import java.util.Map;
import java.util.Optional;

/** The grading of a class on a page, which may have several workers with a book each. Answers are JSON. */
final class GradeBook {
    private static final int SECONDS = 60;

    private Optional<Grader> grader = Optional.empty();

    /** Takes a task. */
    String task(String text) {
        grader = Optional.empty();
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

    /** Grades a submission. */
    String grade(String student, String text) {
        return grader.map(one -> Json.of(one.grade(student, text).object()))
                .orElseGet(() -> Session.refusal("First give the task."));
    }

    /**
     * The whole table, what was wrong most often, and the same as CSV.
     *
     * @param rows the answers of {@link #grade} as a JSON array
     */
    static String table(String rows) {
        GradeTable table = new GradeTable(
                JsonObject.parseAll("a grade", rows).stream().map(Grade::of).toList());
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
            ReceiptTraining training = receipt.training(Map.of());
            Optional<String> excess = Grader.excess(receipt, training, SECONDS);
            if (excess.isPresent()) {
                return Session.refusal(excess.get());
            }
            Receipt.Verdict verdict = training.repeat((epoch, loss) -> true);
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
