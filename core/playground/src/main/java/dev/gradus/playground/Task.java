package dev.gradus.playground;

import java.util.Optional;

/**
 * A task that a teacher sets in a few letters of the address: {@code loss<0.01}, {@code rule} or {@code shape:h}. A semicolon
 * may follow, with a suggestion what to try next.
 *
 * @param kind what to achieve
 * @param subject the name whose shape to predict, or the empty string
 * @param goal the loss to fall below
 * @param next a sentence for a student who has solved it
 */
record Task(Kind kind, String subject, double goal, String next) {
    enum Kind {
        LOSS,
        RULE,
        SHAPE
    }

    /** The task that a text describes; empty if it describes none. */
    static Optional<Task> of(String definition) {
        int semicolon = definition.indexOf(';');
        String what = (semicolon < 0 ? definition : definition.substring(0, semicolon)).strip();
        String next = semicolon < 0 ? "" : definition.substring(semicolon + 1).strip();
        if (what.equals("rule")) {
            return Optional.of(new Task(Kind.RULE, "", 0, next));
        } else if (what.startsWith("shape:") && what.length() > 6) {
            return Optional.of(new Task(Kind.SHAPE, what.substring(6).strip(), 0, next));
        } else if (what.matches("loss<([0-9]+|[0-9]*\\.[0-9]+)(e-?[0-9]{1,2})?")) {
            return Optional.of(new Task(Kind.LOSS, "", Double.parseDouble(what.substring(5)), next));
        }
        return Optional.empty();
    }

    String definition() {
        String what = switch (kind) {
            case RULE -> "rule";
            case SHAPE -> "shape:" + subject;
            case LOSS ->
                "loss<"
                        + (goal == Math.floor(goal)
                                ? String.valueOf((long) goal)
                                : String.valueOf(goal).replace('E', 'e'));
        };
        return next.isEmpty() ? what : what + ";" + next;
    }

    /** The task as a sentence. */
    String text() {
        return switch (kind) {
            case LOSS -> "Make the loss fall below " + Figures.of(goal) + ".";
            case RULE -> "One rule is wrong: find it.";
            case SHAPE -> "Predict the shape of «" + subject + "».";
        };
    }
}
