package dev.gradus.playground.link;

import dev.gradus.playground.link.AddressWords.Word;
import dev.gradus.playground.show.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A task that a teacher sets in readable words of the address: the goal, and behind it what the student reads.
 *
 * <pre>loss&lt;0.01&amp;says=Use+one+hidden+unit.&amp;hint=Which+activation+fits?&amp;freeze=1-2&amp;forbid=relu&amp;next=Now+try+tanh.</pre>
 *
 * @param kind what to achieve
 * @param subject the name whose shape to predict, or the empty string
 * @param goal the loss to fall below
 * @param says the sentence that the student reads, or the empty string for the usual one
 * @param hints which the student can ask for, one after the other
 * @param seen how many of the hints the student has asked for
 * @param next a sentence for a student who has solved it
 * @param frozen the lines that stay as they are, counted from 1, in ascending order
 * @param forbidden names and signs that no line may use
 */
public record Task(
        Kind kind,
        String subject,
        double goal,
        String says,
        List<String> hints,
        int seen,
        String next,
        List<Integer> frozen,
        List<String> forbidden) {

    /** The most hints of a task. */
    public static final int MOST_HINTS = 3;

    private static final int MOST_LINE = 10_000;

    private static final int MOST_FROZEN = 1000;

    private static final String GOALS = "loss<0.01, rule, shape:h or backward";

    /** What a task asks for. */
    public enum Kind {
        LOSS,
        RULE,
        SHAPE,
        BACKWARD
    }

    /** Thrown for a definition that describes no task, with a message for the teacher that names the wrong part. */
    public static final class TaskProblem extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Says which part is wrong. */
        public TaskProblem(String message) {
            super(message, null, false, false);
        }
    }

    /** A task without anything but its goal. */
    private static Task toAchieve(Kind kind, String subject, double goal) {
        return new Task(kind, subject, goal, "", List.of(), 0, "", List.of(), List.of());
    }

    /** The task that a text describes; empty if it describes none. */
    public static Optional<Task> of(String definition) {
        try {
            return Optional.of(read(definition));
        } catch (TaskProblem none) {
            return Optional.empty();
        }
    }

    /**
     * The task that a text describes: a goal, and words behind it. In links of older versions a semicolon and what to try next
     * follow the goal.
     *
     * @throws TaskProblem if it describes none
     */
    public static Task read(String definition) {
        int end = definition.indexOf('&');
        String first = end < 0 ? definition : definition.substring(0, end);
        int semicolon = first.indexOf(';');
        Task task = goal(AddressWords.decoded(semicolon < 0 ? first : first.substring(0, semicolon))
                .replaceAll("\\s", ""));
        if (semicolon >= 0) {
            String next = definition.substring(semicolon + 1).replace("+", "%2B"); // it was no escape
            task = task.with(new Word("next", AddressWords.decoded(next).strip()));
        } else if (end >= 0) {
            for (Word word : AddressWords.read(definition.substring(end + 1)).words()) {
                task = task.with(word);
            }
        }
        return task;
    }

    private static Task goal(String what) {
        if (what.equals("rule")) {
            return toAchieve(Kind.RULE, "", 0);
        } else if (what.equals("backward")) {
            return toAchieve(Kind.BACKWARD, "", 0);
        } else if (what.startsWith("shape:") && what.length() > 6) {
            return toAchieve(Kind.SHAPE, what.substring(6), 0);
        } else if (what.matches("loss<([0-9]+|[0-9]*\\.[0-9]+)(e-?[0-9]{1,2})?")) {
            return toAchieve(Kind.LOSS, "", Double.parseDouble(what.substring(5)));
        }
        throw new TaskProblem("task=" + what + ": no such task. Write " + GOALS + ".");
    }

    /** The words that may stand behind the goal. */
    static final List<String> WORDS = List.of("says", "hint", "next", "freeze", "forbid", "seen");

    private Task with(Word word) {
        String value = word.value();
        return switch (word.name()) {
            case "says" -> new Task(kind, subject, goal, value, hints, seen, next, frozen, forbidden);
            case "next" -> new Task(kind, subject, goal, says, hints, seen, value, frozen, forbidden);
            case "hint" -> new Task(kind, subject, goal, says, more(value), seen, next, frozen, forbidden);
            case "freeze" -> new Task(kind, subject, goal, says, hints, seen, next, lines(value), forbidden);
            case "forbid" -> new Task(kind, subject, goal, says, hints, seen, next, frozen, names(value));
            case "seen" -> seeing(value.matches("[0-9]") ? Integer.parseInt(value) : 0);
            default ->
                throw new TaskProblem("Unknown word " + word.name() + ". The words are lesson, task, "
                        + String.join(", ", WORDS.subList(0, WORDS.size() - 1)) + ".");
        };
    }

    private List<String> more(String hint) {
        if (hints.size() == MOST_HINTS) {
            throw new TaskProblem("hint=" + hint + ": a task has at most " + MOST_HINTS + " hints.");
        }
        List<String> all = new ArrayList<>(hints);
        all.add(hint);
        return all.stream().filter(one -> !one.isEmpty()).toList();
    }

    private static List<String> names(String value) {
        return List.of(value.split("[,\\s]+")).stream()
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static List<Integer> lines(String value) {
        TreeSet<Integer> lines = new TreeSet<>();
        for (String part : names(value)) {
            if (!part.matches("[0-9]{1,4}(-[0-9]{1,4})?")) {
                throw new TaskProblem("freeze=" + value + ": write the numbers of lines, as in 1-3 or 2,5.");
            }
            String[] ends = part.split("-", -1);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int line = Integer.parseInt(ends[0]); line <= Math.min(last, MOST_LINE); line++) {
                lines.add(line);
            }
        }
        if (lines.size() > MOST_FROZEN || lines.contains(0)) {
            throw new TaskProblem("freeze=" + value + ": lines are counted from 1, and at most " + MOST_FROZEN
                    + " of them can be kept.");
        }
        return List.copyOf(lines);
    }

    /** The same with this number of hints asked for. */
    public Task seeing(int count) {
        return new Task(kind, subject, goal, says, hints, count, next, frozen, forbidden);
    }

    /** The same with other numbers for the lines that stay as they are. */
    public Task freezing(List<Integer> lines) {
        return new Task(kind, subject, goal, says, hints, seen, next, lines, forbidden);
    }

    /** The text that {@link #read} reads. */
    public String definition() {
        List<Word> words = new ArrayList<>();
        add(words, "says", says);
        hints.forEach(hint -> add(words, "hint", hint));
        add(words, "freeze", ranges());
        add(words, "forbid", String.join(",", forbidden));
        add(words, "next", next);
        add(words, "seen", seen == 0 ? "" : String.valueOf(seen));
        return AddressWords.encoded(goalText()) + (words.isEmpty() ? "" : "&" + new AddressWords(words).text());
    }

    private static void add(List<Word> words, String name, String value) {
        if (!value.isEmpty()) {
            words.add(new Word(name, value));
        }
    }

    private String goalText() {
        return switch (kind) {
            case RULE -> "rule";
            case BACKWARD -> "backward";
            case SHAPE -> "shape:" + subject;
            case LOSS ->
                "loss<"
                        + (goal == Math.floor(goal) && goal < 1e9
                                ? String.valueOf((long) goal)
                                : String.valueOf(goal).replace('E', 'e'));
        };
    }

    /** The frozen lines as {@code 1-3,5}. */
    private String ranges() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < frozen.size(); i++) {
            int first = frozen.get(i);
            while (i + 1 < frozen.size() && frozen.get(i + 1) == frozen.get(i) + 1) {
                i++;
            }
            text.append(text.isEmpty() ? "" : ",").append(first);
            text.append(frozen.get(i) > first ? "-" + frozen.get(i) : "");
        }
        return text.toString();
    }

    /** The task as a sentence: the teacher's own, or one that says the goal. */
    public String text() {
        return says.isEmpty() ? usualText() : says;
    }

    private String usualText() {
        return switch (kind) {
            case LOSS -> "Make the loss fall below " + Figures.of(goal) + ".";
            case RULE -> "One rule is wrong: find it.";
            case SHAPE -> "Predict the shape of «" + subject + "».";
            case BACKWARD -> "Write the backward pass.";
        };
    }
}
