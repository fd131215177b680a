package dev.gradus.playground;

import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.language.Demands;
import java.util.List;
import java.util.Optional;

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

    /** Functions that the lines must not contain, under whatever name. */
    static Check without(List<String> names) {
        Demands demands = new Demands(List.of(), names);
        return submission ->
                demands.forbiddenIn(submission.state().program()).map(name -> "The lines contain " + name + ".");
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
