package dev.gradus.playground;

import dev.gradus.check.GradientCheck;
import dev.gradus.check.GradientReport;
import dev.gradus.explain.Explanation;
import dev.gradus.explain.TraceParts;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.data.Sample;
import dev.gradus.playground.data.Sampling;
import dev.gradus.playground.language.Demands;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Sizes;
import dev.gradus.playground.predict.Field;
import dev.gradus.playground.predict.OtherRows;
import dev.gradus.playground.predict.Prediction;
import dev.gradus.playground.predict.Spelling;
import dev.gradus.playground.show.Evaluated;
import dev.gradus.playground.training.Settings;
import dev.gradus.playground.training.Training;
import dev.gradus.playground.training.Watch;
import dev.gradus.playground.training.Weights;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The given data, or those that the lines define. */
    private final Sample sample;

    private final Sampling sampling;

    private final int seed;
    private final Demands demands;
    private final Program program;
    private final Map<Parameter, Tensor> initial;
    private final Evaluated evaluated;
    private final Optional<Training> training;
    private Optional<GradientReport> report = Optional.empty();
    private Optional<Field> field = Optional.empty();
    private final Map<Integer, Optional<Field>> units = new LinkedHashMap<>();
    private Optional<Watch> watch = Optional.empty();
    private Optional<TypedPass> typed = Optional.empty();

    /** @param given the data of the page
     * @param weights the numbers to begin with instead of those that the lines draw
     * @param demands what a task demands of the lines */
    Model(
            String text,
            DataSet given,
            Sampling sampling,
            int seed,
            Weights weights,
            Settings settings,
            Demands demands) {
        this.sampling = sampling;
        this.seed = seed;
        this.demands = demands;
        Sample rows = Sample.of(given, sampling, seed);
        DataSet first = rows.at(0);
        this.program = Program.read(text, first.tensors(), seed, demands);
        this.sample = program.own().isEmpty() ? rows : Sample.whole(given.owned(program.own()));
        this.initial = weights.in(program);
        DataSet data = sample.at(0);
        Evaluated values =
                Evaluated.beginning(program, data, initial).helped(data, initial, mended -> tried(mended, first));
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

    /** Other lines on the same data, with their first problem. */
    private Program tried(String text, DataSet rows) {
        Program read = Program.withoutRemedies(text, rows.tensors(), seed);
        return read.having(
                Evaluated.beginning(read, rows.owned(read.own()), Map.of()).problem());
    }

    /** Another training from the beginning. */
    Optional<Training> another(Settings settings) {
        return training.map(now -> newTraining(now.objective(), settings));
    }

    private Training newTraining(Node objective, Settings settings) {
        Optional<OtherRows> heldOut = sample.heldOutRows().flatMap(rows -> {
            Optional<Node> loss =
                    Program.onData(program.text(), rows.tensors(), seed).objective();
            return loss.map(node -> new OtherRows(List.of(node))).filter(other -> other.feed(rows));
        });
        return new Training(
                objective,
                new Training.Rows() {
                    @Override
                    public boolean change() {
                        return sample.isBatched();
                    }

                    @Override
                    public Tensor at(int iteration, Input input) {
                        return sample.at(iteration).get(input.label());
                    }

                    @Override
                    public double test(List<Parameter> weights, Parameters numbers) {
                        return heldOut.map(other -> other.compute(weights, numbers))
                                .orElse(Double.NaN);
                    }
                },
                initial,
                settings);
    }

    // Parts, for other answers

    /** The rows of the present iteration. */
    DataSet data() {
        return sample.at(iteration());
    }

    Sample sample() {
        return sample;
    }

    Sampling sampling() {
        return sampling;
    }

    Demands demands() {
        return demands;
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
        typed.ifPresent(TypedPass::prepare);
        double[] losses = training.map(now -> {
                    report = Optional.empty();
                    return now.play(iterations);
                })
                .orElse(new double[0]);
        typed.ifPresent(TypedPass::follow);
        return losses;
    }

    /** The backward pass that the user types. */
    public TypedPass typed() {
        TypedPass pass = typed.orElseGet(() -> new TypedPass(this, seed));
        typed = Optional.of(pass);
        return pass;
    }

    /** Trains until the loss is below the goal, for this number of iterations at most. */
    String beginning(int iterations, double goal) {
        training.ifPresent(now -> {
            while (now.iteration() < iterations && now.loss() >= goal && now.play(1).length == 1) {
                // one more
            }
        });
        double loss = training.map(Training::loss).orElse(Double.NaN);
        return Json.of(Json.object("seed", seed, "iteration", iteration(), "loss", loss));
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
        return sample.all().points();
    }

    /** The indices of the rows that are held out. */
    public double[] heldOut() {
        return Arrays.stream(sample.heldOut()).asDoubleStream().toArray();
    }

    /** The losses of the rows that are held out, as {@link #losses}; empty if there are none. */
    public double[] tests() {
        return training.filter(now -> !Double.isNaN(now.test()))
                .map(Training::tests)
                .orElse(new double[0]);
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
        if (node instanceof Input input && data().tensors().containsKey(input.label())) {
            return Optional.of(data().get(input.label()));
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
        return Evaluated.of(program, data(), numbers).value(node);
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

    /** The prediction for each row, as a probability if the loss takes logits, or as one for each class. */
    public double[] predicted() {
        return sample.isWhole() ? predictedHere() : predictedForAll();
    }

    private double[] predictedForAll() {
        DataSet all = sample.all();
        Program read = Program.onData(program.text(), all.tensors(), seed);
        return training.flatMap(now -> Prediction.of(read).map(prediction -> {
                    OtherRows rows = new OtherRows(List.of(prediction.node()));
                    if (!rows.feed(all)) {
                        return new double[0];
                    }
                    rows.compute(now);
                    return prediction
                            .probabilities(rows.value(prediction.node()))
                            .toArray();
                }))
                .orElse(new double[0]);
    }

    private double[] predictedHere() {
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
        DataSet data = sample.all();
        double[] guess = data.isPlane() ? predicted() : new double[0];
        if (guess.length == 0 || guess.length % data.rows() != 0) {
            return -1;
        }
        return Prediction.misclassified(guess, data.y().toArray());
    }

    /** The loss if one element of a weight were larger by this much; nothing changes. NaN if there is no such element. */
    public double nudged(String name, int index, double by) {
        return parameter(name)
                .filter(parameter -> index >= 0 && index < parameter.shape().elements())
                .flatMap(parameter -> watch().map(one -> one.nudged(parameter, index, by)))
                .orElse(Double.NaN);
    }

    /**
     * The loss for values of a weight that is one number, and behind it the weight's present value and its gradient.
     *
     * @return empty if there is no such weight
     */
    public double[] curve(String name, double from, double to, int count) {
        Optional<Parameter> weight =
                parameter(name).filter(one -> one.shape().elements() == 1).filter(one -> count > 1);
        if (weight.isEmpty()
                || watch().filter(one -> one.hasGradient(weight.get())).isEmpty()) {
            return new double[0];
        }
        double[] curve = new double[count + 2];
        curve[count] = values(name)[0];
        curve[count + 1] = watch().orElseThrow().gradient(weight.get()).toArray()[0];
        for (int i = 0; i < count; i++) {
            curve[i] = nudged(name, 0, from + (to - from) * i / (count - 1) - curve[count]);
        }
        return curve;
    }

    /**
     * The prediction over a plane, n rows of n from the top, or at n points of a line; for several classes, one number for
     * each. Empty if the lines have no prediction or work only for the number of rows of the data.
     */
    public double[] field(double x0, double x1, double y0, double y1, int n) {
        if (field.filter(one -> one.isOf(n)).isEmpty()) {
            field = newField(n, false);
        }
        return field.map(one -> one.values(training.orElseThrow(), x0, x1, y0, y1))
                .orElse(new double[0]);
    }

    private Optional<Field> newField(int n, boolean hasLayers) {
        DataSet data = sample.all();
        return training.isEmpty() || (!data.isPlane() && !data.isFit()) || n < 2 || n > MOST_POINTS_OF_FIELD
                ? Optional.empty()
                : Field.of(program.text(), data, seed, n, hasLayers);
    }

    /** The hidden layers whose units can be shown over a plane, with their names and numbers of units. */
    public String layers() {
        return Json.of(units(2).map(Field::layers).orElse(List.of()).stream()
                .map(layer -> Json.object(
                        "name",
                        layer.label(),
                        "op",
                        layer.name(),
                        "units",
                        layer.shape().size(1)))
                .toList());
    }

    private Optional<Field> units(int n) {
        return units.computeIfAbsent(n, points -> newField(points, true));
    }

    /** The outputs of all hidden units over a plane, layer after layer, n rows of n points from the top. */
    public double[] units(double x0, double x1, double y0, double y1, int n) {
        return units(n).map(one -> one.units(training.orElseThrow(), x0, x1, y0, y1))
                .orElse(new double[0]);
    }

    /** What goes into the function of a hidden unit over a plane, n rows of n from the top. */
    public double[] unit(int layer, int unit, double x0, double x1, double y0, double y1, int n) {
        return units(n).filter(one -> layer >= 0 && layer < one.layers().size())
                .filter(one ->
                        unit >= 0 && unit < one.layers().get(layer).shape().size(1))
                .map(one -> one.unit(training.orElseThrow(), layer, unit, x0, x1, y0, y1))
                .orElse(new double[0]);
    }

    /** Names that the network spells at this iteration; empty unless the data are names. */
    public String spelled(int count) {
        NumpyRandom random = NumpyRandom.seed(seed & 0xffff_ffffL);
        return Json.of(training.filter(Training::isFinite)
                .flatMap(now -> Spelling.of(program.text(), sample.all(), seed)
                        .map(spelling -> Stream.generate(() -> spelling.next(now, random))
                                .limit(count)
                                .toList()))
                .orElse(List.of()));
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
