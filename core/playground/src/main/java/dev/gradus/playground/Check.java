package dev.gradus.playground;

import dev.gradus.node.Node;
import dev.gradus.playground.language.Program;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A condition that a repeated training must meet besides its task. */
interface Check {
    /**
     * What the submission lacks; empty if it meets the condition.
     *
     * @param state what was handed in
     * @param model what it defines
     * @param training the same training, repeated
     */
    Optional<String> failure(Address state, Model model, Training training);

    private static Optional<String> below(double loss, double goal, String where) {
        return loss < goal
                ? Optional.empty()
                : Optional.of(
                        "The loss on " + where + " is " + Figures.of(loss) + ", not below " + Figures.of(goal) + ".");
    }

    static Check heldOut(double goal) {
        return (state, model, training) -> Double.isNaN(training.test())
                ? Optional.of("No rows are held out.")
                : below(training.test(), goal, "the held-out rows");
    }

    /** The loss of the lines with the trained weights on other rows. */
    static Check data(String name, DataSet rows, double goal) {
        return (state, model, training) -> {
            Optional<Node> loss = Program.onData(state.program(), rows.tensors(), state.seed())
                    .objective();
            Optional<OtherRows> other =
                    loss.map(node -> new OtherRows(List.of(node))).filter(all -> all.feed(rows));
            return other.isEmpty()
                    ? Optional.of("The lines do not work on the data " + name + ".")
                    : below(other.get().compute(training), goal, "the data " + name);
        };
    }

    static Check without(List<String> names) {
        return (state, model, training) -> names.stream()
                .filter(name -> Pattern.compile("(?<![\\w.])" + Pattern.quote(name) + "(?!\\w)")
                        .matcher(state.program().replaceAll("(?m)#.*$", ""))
                        .find())
                .findFirst()
                .map(name -> "The lines contain " + name + ".");
    }

    static Check iterations(int limit) {
        return (state, model, training) -> training.iteration() < limit
                ? Optional.empty()
                : Optional.of("It trains " + training.iteration() + " iterations, not fewer than " + limit + ".");
    }

    /** The backward pass that was typed. */
    static Check backward() {
        return (state, model, training) ->
                model.typed().isDone() ? Optional.empty() : Optional.of("The typed backward pass is not right yet.");
    }

    static Check fromSeed() {
        return (state, model, training) -> Grader.givenNumbers(state);
    }
}
