package dev.gradus.playground;

import dev.gradus.check.GradientCheck;
import dev.gradus.check.GradientReport;
import dev.gradus.explain.Explanation;
import dev.gradus.explain.TraceParts;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.language.Problem;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Sizes;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the lines define on the data: the program, the values of its lines, and its training, which is empty if the lines are
 * wrong. Other lines or data make another model. Queries answer with JSON or with arrays of numbers, which are empty where
 * there is nothing to show.
 */
public final class Model {
    /** Larger tensors are abbreviated to their corners in a trace. */
    private static final int MOST_ELEMENTS = 4096;

    /** Of a weight with more elements, the gradient check takes a sample. */
    private static final int MOST_CHECKED = 32;

    private static final int MOST_POINTS_OF_FIELD = 400;

    private final DataSet given;

    /** The given data, or those that the lines define. */
    private final DataSet data;

    private final int seed;
    private final Program program;
    private final Map<Parameter, Tensor> initial;
    private final Evaluated evaluated;
    private final Optional<Training> training;
    private Optional<GradientReport> report = Optional.empty();
    private Optional<Field> field = Optional.empty();
    private Optional<Watch> watch = Optional.empty();

    /** @param given the data of the page
     * @param weights the numbers to begin with instead of those that the lines draw */
    Model(String text, DataSet given, int seed, Weights weights, Settings settings) {
        this.given = given;
        this.seed = seed;
        this.program = Program.read(text, given.tensors(), seed);
        this.data = given.owned(program.own());
        this.initial = weights.in(program);
        Evaluated values = Evaluated.beginning(program, data, initial).helped(data, initial, this::firstProblem);
        Optional<Training> begun = Optional.empty();
        if (values.problem().isEmpty() && program.objective().isPresent()) {
            try {
                begun = program.objective().map(objective -> newTraining(objective, settings));
            } catch (RuntimeException thrown) { // of a rule, or of the first value
                values = values.failing(thrown, data, initial);
            }
        }
        this.evaluated = values;
        this.training = begun;
    }

    /** The first problem of other lines on the same data. */
    private Optional<Problem> firstProblem(String text) {
        Program read = Program.withoutRemedies(text, given.tensors(), seed);
        return Evaluated.beginning(read, given.owned(read.own()), Map.of()).problem();
    }

    /** Another training from the beginning. */
    Optional<Training> another(Settings settings) {
        return training.map(now -> newTraining(now.objective(), settings));
    }

    private Training newTraining(Node objective, Settings settings) {
        Map<Input, Tensor> feeds = new LinkedHashMap<>();
        program.inputs().forEach((name, input) -> feeds.put(input, data.get(name)));
        return new Training(objective, feeds, initial, settings);
    }

    // Parts, for other answers

    DataSet data() {
        return data;
    }

    Program program() {
        return program;
    }

    Evaluated evaluated() {
        return evaluated;
    }

    Optional<Training> training() {
        return training;
    }

    int iteration() {
        return training.map(Training::iteration).orElse(0);
    }

    /** The initial numbers of weights that do not begin with those of their line. */
    Map<Parameter, Tensor> initial() {
        return initial;
    }

    /** The result of the last gradient check, if nothing has changed since. */
    Optional<GradientReport> report() {
        return report;
    }

    // Training

    /** Trains for this number of iterations, and returns the loss after each. */
    double[] train(int iterations) {
        return training.map(now -> {
                    report = Optional.empty();
                    return now.play(iterations);
                })
                .orElse(new double[0]);
    }

    void goTo(int iteration) {
        report = Optional.empty();
        training.ifPresent(now -> now.goTo(iteration));
    }

    void set(Parameter parameter, double... values) {
        report = Optional.empty();
        training.orElseThrow().set(parameter, Tensor.of(parameter.shape(), values));
    }

    /** The parameter of this name that is being trained. */
    Optional<Parameter> parameter(String name) {
        return training.flatMap(now -> now.parameters().stream()
                .filter(parameter -> parameter.label().equals(name))
                .findFirst());
    }

    /** Checks all gradients and rules against differences. */
    GradientReport check() {
        GradientReport found = GradientCheck.of(training.orElseThrow().run())
                .elements(MOST_CHECKED)
                .ruleElements(MOST_CHECKED)
                .check();
        report = Optional.of(found);
        return found;
    }

    // Numbers

    /**
     * The points of the data: x₁, x₂, y in turn if they lie in a plane, or x, y if y is a function of one number; otherwise
     * empty.
     */
    public double[] points() {
        return data.points();
    }

    /** The losses of all iterations, beginning with the one before the first step. */
    public double[] losses() {
        return training.map(Training::losses).orElse(new double[0]);
    }

    /** The norms of the gradients, from this iteration to the present one, parameter after parameter. */
    public double[] norms(int fromIteration) {
        return training.map(now -> now.norms(fromIteration).stream()
                        .flatMapToDouble(Arrays::stream)
                        .toArray())
                .orElse(new double[0]);
    }

    /** The parameters, in the order of {@link #norms}. */
    public String parameters() {
        return Json.of(training.map(Training::parameters).orElse(List.of()).stream()
                .map(parameter -> Json.object(
                        "name", parameter.label(),
                        "shape", parameter.shape().sizes(),
                        "size", Sizes.of(parameter.shape()),
                        "count", parameter.shape().elements()))
                .toList());
    }

    /** The numbers of a parameter, of data or of a line, at this iteration. */
    public double[] values(String name) {
        Optional<Node> input = Optional.ofNullable(program.inputs().get(name));
        Optional<Node> node = program.node(name).or(() -> input);
        return node.flatMap(this::value).map(Tensor::toArray).orElse(new double[0]);
    }

    private Optional<Tensor> value(Node node) {
        if (node instanceof Input input && data.tensors().containsKey(input.label())) {
            return Optional.of(data.get(input.label()));
        }
        if (isUntouched()) {
            return evaluated.value(node);
        }
        if (isWatched(node)) {
            return watch().map(one -> one.value(node));
        }
        Map<Parameter, Tensor> numbers = new LinkedHashMap<>(initial);
        training.ifPresent(now -> now.parameters()
                .forEach(parameter ->
                        numbers.put(parameter, now.run().parameters().get(parameter))));
        return Evaluated.of(program, data, numbers).value(node);
    }

    /** Whether all numbers are the initial ones, so that no second run is needed to know the values. */
    private boolean isUntouched() {
        return training.filter(now -> now.version() == 0).isPresent();
    }

    private Optional<Watch> watch() {
        if (watch.isEmpty()) {
            watch = training.map(Watch::new);
        }
        return watch;
    }

    private boolean isWatched(Node node) {
        return watch().filter(one -> one.has(node)).isPresent();
    }

    /** The numbers of a node by its id in the graph of {@link Session#lines}, if the loss depends on it. */
    public double[] numbers(int id) {
        return watched(id).map(node -> value(node).orElseThrow().toArray()).orElse(new double[0]);
    }

    /** The gradient of the loss with respect to a node, by its id, if the node depends on a weight. */
    public double[] gradient(int id) {
        return watched(id)
                .filter(node -> watch().orElseThrow().hasGradient(node))
                .map(node -> watch().orElseThrow().gradient(node).toArray())
                .orElse(new double[0]);
    }

    private Optional<Node> watched(int id) {
        List<Node> nodes = evaluated.nodes();
        return id >= 0 && id < nodes.size() ? Optional.of(nodes.get(id)).filter(this::isWatched) : Optional.empty();
    }

    /** The prediction for each row, as a probability if the loss takes logits. */
    public double[] predicted() {
        return Prediction.of(program)
                .filter(prediction -> training.filter(
                                now -> now.run().graph().nodes().contains(prediction.node()))
                        .isPresent())
                .flatMap(prediction -> value(prediction.node())
                        .map(value -> prediction.probabilities(value).toArray()))
                .orElse(new double[0]);
    }

    /** The number of points of a plane that are misclassified; −1 if the data are not points in a plane. */
    int misclassified() {
        double[] guess = data.isPlane() ? predicted() : new double[0];
        if (guess.length != data.rows() || guess.length == 0) {
            return -1;
        }
        double[] label = data.y().toArray();
        int wrong = 0;
        for (int i = 0; i < label.length; i++) {
            wrong += guess[i] > 0.5 == label[i] > 0.5 ? 0 : 1;
        }
        return wrong;
    }

    /** The loss if one element of a weight were larger by this much; nothing changes. NaN if there is no such element. */
    public double nudged(String name, int index, double by) {
        return parameter(name)
                .filter(parameter -> index >= 0 && index < parameter.shape().elements())
                .flatMap(parameter -> watch().map(one -> one.nudged(parameter, index, by)))
                .orElse(Double.NaN);
    }

    /**
     * The prediction over a plane, n rows of n from the top, or at n points of a line. Empty if the lines have no prediction
     * or work only for the number of rows of the data.
     */
    public double[] field(double x0, double x1, double y0, double y1, int n) {
        if (training.isEmpty() || (!data.isPlane() && !data.isFit()) || n < 2 || n > MOST_POINTS_OF_FIELD) {
            return new double[0];
        }
        if (field.isEmpty() || !field.get().isOf(n)) {
            field = Field.of(program.text(), data, seed, n);
        }
        return field.map(one -> one.values(training.get(), x0, x1, y0, y1)).orElse(new double[0]);
    }

    // Explanations

    /**
     * The trace of this iteration; nothing advances. If a line is wrong, it is the forward pass of the lines before it. Empty
     * if none of them computes anything.
     *
     * @param withUpdate whether it has the update of the weights, which some optimizers make in many steps
     */
    public Optional<TraceParts> trace(boolean withUpdate) {
        return training.map(now -> now.trace(withUpdate))
                .map(trace -> report.map(one -> one.mark(trace)).orElse(trace))
                .or(evaluated::trace)
                .map(trace -> TraceParts.of(trace, MOST_ELEMENTS));
    }

    /** All steps as NumPy and Java code, and as mathematics. */
    public String code() {
        return training.map(now -> {
                    Explanation explanation = Explanation.of(now.trace(true));
                    return Json.of(Json.object(
                            "numpy", explanation.numpy(),
                            "java", explanation.java(),
                            "mathMl", explanation.mathMl(),
                            "latex", explanation.latex(),
                            "text", explanation.text()));
                })
                .orElseGet(() -> Session.refusal("Fix the lines first."));
    }
}
