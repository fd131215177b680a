package dev.gradus.playground;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A condition that a repeated training must meet besides its task. */
interface Check {
    /** What the submission lacks; empty if it meets the condition. */
    Optional<String> failure(Repeated submission);

    static Check heldOut(double goal) {
        return submission -> submission
                .rows()
                .heldOutRows()
                .map(rows ->
                        submission.examined(rows, "the held-out rows", goal).objection())
                .orElse(Optional.of("No rows are held out."));
    }

    /** The loss of the prediction with the trained weights on other rows. */
    static Check data(String name, DataSet rows, double goal) {
        return submission -> submission.examined(rows, "the data " + name, goal).objection();
    }

    static Check without(List<String> names) {
        return submission -> names.stream()
                .filter(name -> Pattern.compile("(?<![\\w.])" + Pattern.quote(name) + "(?!\\w)")
                        .matcher(submission.state().program().replaceAll("(?m)#.*$", ""))
                        .find())
                .findFirst()
                .map(name -> "The lines contain " + name + ".");
    }

    static Check iterations(int limit) {
        return submission -> submission.training().iteration() < limit
                ? Optional.empty()
                : Optional.of("It trains " + submission.training().iteration() + " iterations, not fewer than " + limit
                        + ".");
    }

    /** The backward pass that was typed. */
    static Check backward() {
        return submission -> submission.isBackwardRight()
                ? Optional.empty()
                : Optional.of("The typed backward pass is not right yet.");
    }

    static Check fromSeed() {
        return Repeated::givenNumbers;
    }
}
