package dev.gradus.playground;

import dev.gradus.playground.language.Program.Weight;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A link whose training was repeated, and the task that it is graded by.
 *
 * @param state what was handed in
 * @param training its training, repeated
 * @param model what it defines
 * @param taskState what the task opens
 * @param task the same at iteration 0; it judges answers, so that the student's lines cannot
 */
record Repeated(Address state, Model model, Training training, Address taskState, Session task) {
    private static final double ROUNDING = 1e-9;

    /** The rows of the task. The student's own data, held-out rows and batches do not count. */
    Sample rows() {
        Model own = task.model();
        return own.program().own().isEmpty()
                ? Sample.of(taskState.data(), taskState.sampling(), state.seed())
                : own.sample();
    }

    /** Examines the prediction on rows. */
    Examiner.Finding examined(DataSet rows, String where, double goal) {
        return examiner(taskState, task)
                .examine(rows, where, goal, new TypedLines(model.program(), state.seed(), training));
    }

    static Examiner examiner(Address state, Session task) {
        Model model = task.model();
        return new Examiner(
                state,
                new TypedLines(
                        model.program(),
                        state.seed(),
                        model.training().orElseThrow(() -> new IllegalArgumentException("The task has no loss."))));
    }

    /** Examines the prediction of this iteration on the rows whose loss the task asks for. */
    Examiner.Finding examined(double goal) {
        return examined(rowsNow(), "the rows of the task", goal);
    }

    private DataSet rowsNow() {
        boolean areBatches = state.sampling().equals(taskState.sampling());
        return areBatches ? rows().at(training.iteration()) : rows().trainedRows();
    }

    /**
     * Whether the typed backward pass is right for the task's lines, or for other lines whose loss is that of the task: a loss of
     * their own could be easier.
     */
    boolean isBackwardRight() {
        if (task.model().typed().isDone()) {
            return true;
        }
        double own = training.loss();
        return model.typed().isDone()
                && Arrays.stream(examiner(taskState, task)
                                .losses(rowsNow(), new TypedLines(model.program(), state.seed(), training)))
                        .anyMatch(loss -> Math.abs(loss - own) <= ROUNDING * Math.abs(own));
    }

    /** Says which weights do not begin with the numbers of the seed, or were set by hand. */
    Optional<String> givenNumbers() {
        Set<String> names = new LinkedHashSet<>(state.beginning().keySet());
        state.events().stream()
                .map(Training.Event::name)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        List<String> ofTask =
                task.model().program().weights().stream().map(Weight::text).toList();
        model.program().weights().stream()
                .filter(weight -> weight.text().contains("[") && !ofTask.contains(weight.text()))
                .forEach(weight -> names.add(weight.parameter().label()));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("These weights do not come from the seed alone: " + String.join(", ", names) + ".");
    }

    /** The task's data and first weights with the rules of these lines: with others, such as 0, a wrong rule could look right. */
    Model withRules() {
        Session session = new Session();
        session.openAtBeginning(taskState.with(state.program()), Exercise.none());
        return session.model();
    }

    /** The first statement that is not the task's, if they differ in more than the rules of functions, comments and spaces. */
    Optional<String> otherLine() {
        List<String> expected = withoutRules(taskState.program()), found = withoutRules(state.program());
        for (int i = 0; i < found.size(); i++) {
            if (i >= expected.size() || !found.get(i).equals(expected.get(i))) {
                return Optional.of(found.get(i));
            }
        }
        return found.size() < expected.size() ? Optional.of(expected.get(found.size())) : Optional.empty();
    }

    private static List<String> withoutRules(String program) {
        return Arrays.stream(program.replaceAll("(?m)#.*$", "").split("[;\n]", -1))
                .map(line -> line.replaceAll("\\s+", " ").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("grad "))
                .toList();
    }
}
