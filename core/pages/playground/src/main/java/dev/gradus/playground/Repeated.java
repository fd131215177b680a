package dev.gradus.playground;

import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.data.Sample;
import dev.gradus.playground.grade.Examiner;
import dev.gradus.playground.grade.TypedLines;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.link.Address;
import dev.gradus.playground.training.Training;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    private static final double ROUNDING = 1e-9, SMALL = 0.1;

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
        writtenWeights().forEach(names::add);
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("These weights do not come from the seed alone: " + String.join(", ", names) + ".");
    }

    /** The weights whose different numbers are written in the lines: another seed would hardly change them. */
    private List<String> writtenWeights() {
        Map<String, Tensor> ofTask = weights(task.model().program());
        Map<String, Tensor> others = weights(Program.withoutRemedies(
                model.program().text(), model.sample().at(0).tensors(), state.seed() + 1));
        List<String> written = new ArrayList<>();
        weights(model.program()).forEach((name, tensor) -> {
            double[] numbers = tensor.toArray(),
                    other = others.getOrDefault(name, tensor).toArray();
            double spread = 0, change = 0;
            for (int i = 0; i < numbers.length; i++) {
                spread = Math.max(spread, Math.abs(numbers[i] - numbers[0]));
                change = Math.max(change, Math.abs(numbers[i] - other[i % other.length]));
            }
            if (spread > 0
                    && change < spread * SMALL
                    && !Optional.of(tensor).equals(Optional.ofNullable(ofTask.get(name)))) {
                written.add(name);
            }
        });
        return written;
    }

    private static Map<String, Tensor> weights(Program program) {
        Map<String, Tensor> numbers = new LinkedHashMap<>();
        program.weights()
                .forEach(weight -> numbers.put(
                        weight.parameter().label(), weight.parameter().initialValue()));
        return numbers;
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
