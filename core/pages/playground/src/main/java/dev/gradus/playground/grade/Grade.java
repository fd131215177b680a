package dev.gradus.playground.grade;

import dev.gradus.tensor.Json;
import dev.gradus.tensor.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of one submission.
 *
 * @param student whose it is
 * @param result the result
 * @param solvedAt the iteration at which the task was solved, or −1
 * @param iterations the number of iterations that the submission trains
 * @param loss the last loss; NaN if there is none
 * @param attempts the number of wrong answers, and one if it is solved
 * @param mistakes how often each kind of mistake was made
 * @param notes sentences for the teacher
 * @param key equal for submissions that are the same training
 */
public record Grade(
        String student,
        Result result,
        int solvedAt,
        int iterations,
        double loss,
        int attempts,
        Map<String, Integer> mistakes,
        List<String> notes,
        String key) {
    /** The result, with its words in a table. */
    public enum Result {
        SOLVED("solved"),
        NOT_SOLVED("not solved"),
        CUT_OFF("cut off"),
        EDITED("edited"),
        OTHER_VERSION("other version"),
        OTHER_TASK("other task"),
        TOO_LONG("takes too long"),
        UNREADABLE("unreadable"),
        MISSING("missing");

        private final String words;

        Result(String words) {
            this.words = words;
        }

        /** The result as it stands in the table. */
        public String words() {
            return words;
        }
    }

    /** A grade of something that was not repeated. */
    public static Grade of(String student, Result result, String note) {
        return new Grade(
                student, result, -1, 0, Double.NaN, 0, Map.of(), note.isEmpty() ? List.of() : List.of(note), "");
    }

    /** Whether the task is solved. */
    public boolean isSolved() {
        return result == Result.SOLVED;
    }

    /** The same with another note. */
    public Grade with(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Grade(student, result, solvedAt, iterations, loss, attempts, mistakes, List.copyOf(more), key);
    }

    /** Mistakes as a cell: kinds with their numbers. */
    public String mistakesText() {
        StringBuilder text = new StringBuilder();
        mistakes.forEach((kind, count) ->
                text.append(text.isEmpty() ? "" : "; ").append(kind).append(' ').append(count));
        return text.toString();
    }

    /** The grade, for JSON. */
    public Map<String, Object> object() {
        return Json.object(
                "student", student,
                "result", result.words(),
                "solvedAt", solvedAt,
                "iterations", iterations,
                "loss", loss,
                "attempts", attempts,
                "mistakes", mistakesText(),
                "kinds", mistakes,
                "notes", notes,
                "key", key);
    }

    /** The grade that {@link #object} describes. */
    public static Grade of(JsonObject json) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        JsonObject times = json.object("kinds");
        times.members().keySet().forEach(kind -> kinds.put((String) kind, times.whole((String) kind)));
        String words = json.text("result");
        return new Grade(
                json.text("student"),
                Arrays.stream(Result.values())
                        .filter(one -> one.words.equals(words))
                        .findFirst()
                        .orElseThrow(),
                json.whole("solvedAt"),
                json.whole("iterations"),
                json.number("loss"),
                json.whole("attempts"),
                kinds,
                json.texts("notes"),
                json.text("key"));
    }
}
