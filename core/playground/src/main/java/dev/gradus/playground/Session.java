package dev.gradus.playground;

import dev.gradus.check.GradientCheck;
import dev.gradus.check.GradientReport;
import dev.gradus.check.NodeCheck;
import dev.gradus.check.RuleCheck;
import dev.gradus.explain.Explanation;
import dev.gradus.explain.Json;
import dev.gradus.explain.TraceJson;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Program.Start;
import dev.gradus.playground.language.Sizes;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a page shows: lines, data, handles, iterations, a task. Its answers are JSON texts and arrays of numbers. What a
 * user can type never makes it throw: the answer then says what is wrong.
 */
public final class Session {
    /** A larger tensor comes with its corners only. */
    private static final int MOST_ELEMENTS = 4096;

    /** More numbers than this of one weight are checked by a sample. */
    private static final int MOST_CHECKED = 32;

    /** How many changes of numbers can be taken back. */
    private static final int MOST_CHANGES = 50;

    private String program = "";
    private DataSet data = DataSets.of("AND", 0).orElseThrow();
    private int seed = 7;
    private Settings settings = Settings.USUAL;
    private Exercise exercise = Exercise.none();
    private Program read = Program.read("", Map.of(), 0);
    private Optional<Training> training = Optional.empty();
    private Optional<Evaluated> evaluated = Optional.empty();
    private Optional<GradientReport> report = Optional.empty();
    private Optional<Field> field = Optional.empty();
    private Optional<Watch> watch = Optional.empty();

    /** The numbers of weights, also of those whose line is wrong or gone for the moment. */
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private final Deque<Change> undo = new ArrayDeque<>();
    private final Deque<Change> redo = new ArrayDeque<>();

    /** @param text the line's right side, which decides whether the numbers still belong to it */
    private record Kept(String text, Tensor numbers) {}

    /** What to go back to: data, and the weights at the beginning of this training and what happened since. */
    private record Change(
            DataSet data, Map<String, Kept> beginning, Settings first, List<Training.Event> events, int iteration) {}

    /** A new session, with AND and no lines. */
    public Session() {
        rebuild();
    }

    // Lines and data

    /** Reads a program. Weights whose line is unchanged keep their numbers; the iterations begin again from there. */
    public String lines(String text) {
        if (!text.equals(program)) {
            keepNumbers();
            undo.clear();
            redo.clear();
            program = text;
            rebuild();
        }
        return answer();
    }

    /** Takes one of the {@link #sources}; the weights begin anew. */
    public String data(String name, int noise) {
        Optional<DataSet> next = DataSets.of(name, noise);
        return next.isEmpty() ? refusal("There is no data called " + name + ".") : take(next.get());
    }

    /** Takes a pasted table. */
    public String csv(String text) {
        try {
            CsvText csv = CsvText.read(text);
            int columns = csv.columns() - 1;
            Tensor x = Tensor.generate(Shape.of(csv.rows(), columns), i -> csv.get(i / columns, i % columns));
            Tensor y = Tensor.of(Shape.of(csv.rows(), 1), csv.column(columns));
            return take(DataSet.of("csv", "your table", 0, csv.names().subList(0, columns), x, y));
        } catch (CsvText.CsvProblem problem) {
            return Json.of(Json.object(
                    "ok",
                    false,
                    "message",
                    String.valueOf(problem.getMessage()),
                    "line",
                    problem.line(),
                    "column",
                    problem.column()));
        }
    }

    /** Takes drawn points: x₁, x₂ and the label, point after point. */
    public String drawn(double[] triples) {
        int n = triples.length / 3;
        if (n == 0 || n > DataSets.MOST_ROWS || triples.length % 3 != 0 || !areFinite(triples)) {
            return refusal("Draw at least one point, and at most " + DataSets.MOST_ROWS + ".");
        }
        Tensor x = Tensor.generate(Shape.of(n, 2), i -> triples[i / 2 * 3 + i % 2]);
        Tensor y = Tensor.generate(Shape.of(n, 1), i -> triples[i * 3 + 2]);
        return take(DataSet.of("drawn", "your points", 0, List.of("x₁", "x₂"), x, y));
    }

    private static boolean areFinite(double... values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Weights keep their numbers if only points were added, and begin anew with other data. */
    private String take(DataSet next) {
        if (next.source().equals(data.source())) {
            keepNumbers();
        } else {
            kept.clear();
        }
        undo.clear();
        redo.clear();
        data = next;
        rebuild();
        return answer();
    }

    /** Begins with other random numbers. */
    public String seed(int next) {
        seed = next;
        kept.clear();
        undo.clear();
        redo.clear();
        rebuild();
        return answer();
    }

    /** The numbers of the beginning. */
    public String startOver() {
        return seed(seed);
    }

    private void keepNumbers() {
        training.ifPresent(now -> read.starts().forEach(start -> {
            if (now.parameters().contains(start.parameter())) {
                kept.put(
                        start.parameter().label(),
                        new Kept(start.text(), now.run().parameters().get(start.parameter())));
            }
        }));
    }

    private void rebuild() {
        training = Optional.empty();
        report = Optional.empty();
        field = Optional.empty();
        watch = Optional.empty();
        exercise.begin();
        read = Program.read(program, data.tensors(), seed);
        evaluated = Optional.of(Evaluated.of(read, data, beginning()));
        if (evaluated.get().problem().isEmpty() && read.objective().isPresent()) {
            try {
                training = read.objective().map(this::newTraining);
            } catch (RuntimeException thrown) { // of a rule, or of the first value
                evaluated = evaluated.map(one -> one.failing(thrown));
            }
        }
    }

    private Training newTraining(Node objective) {
        Map<Input, Tensor> feeds = new LinkedHashMap<>();
        read.inputs().forEach((name, input) -> feeds.put(input, data.get(name)));
        return new Training(objective, feeds, beginning(), settings);
    }

    /** The kept numbers of weights whose line and shape are as they were. */
    private Map<Parameter, Tensor> beginning() {
        Map<Parameter, Tensor> beginning = new LinkedHashMap<>();
        for (Start start : read.starts()) {
            Kept numbers = kept.get(start.parameter().label());
            if (numbers != null
                    && numbers.text().equals(start.text())
                    && numbers.numbers().shape().equals(start.parameter().shape())) {
                beginning.put(start.parameter(), numbers.numbers());
            }
        }
        return beginning;
    }

    private static String refusal(String message) {
        return Json.of(Json.object("ok", false, "message", message));
    }

    /** What {@link #lines} answers: sizes and values of the lines, the graph, what is wrong. */
    private String answer() {
        return Json.of(answerObject());
    }

    private Map<String, Object> answerObject() {
        Evaluated now = evaluated.orElseThrow();
        Map<String, Object> answer = new Listing(read, now, data, exercise.hidden()).object();
        answer.put("source", data.source());
        answer.put("optimizer", settings.optimizer());
        answer.put("learningRate", settings.learningRate());
        answer.put("seed", seed);
        Map<String, Object> status = statusObject();
        answer.put("status", status);
        answer.put("eyebrow", status.get("eyebrow"));
        answer.put("sentence", status.get("sentence"));
        return answer;
    }

    /** The data sets that there are. */
    public String sources() {
        return Json.of(DataSets.all().stream()
                .map(source -> Json.object("name", source.name(), "title", source.title(), "about", source.about()))
                .toList());
    }

    /** The points: x₁, x₂, y in turn where they lie in a plane; x, y where y is a function of one number; else none. */
    public double[] points() {
        if (!data.isPlane() && !data.isFit()) {
            return new double[0];
        }
        int columns = data.x().shape().size(1);
        double[] x = data.x().toArray();
        double[] y = data.y().toArray();
        double[] points = new double[y.length * (columns + 1)];
        for (int i = 0; i < y.length; i++) {
            System.arraycopy(x, i * columns, points, i * (columns + 1), columns);
            points[i * (columns + 1) + columns] = y[i];
        }
        return points;
    }

    // Numbers

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

    /** The numbers of a parameter, of data or of a line, at this iteration; none if there is no such name. */
    public double[] values(String name) {
        Optional<Node> input = Optional.ofNullable(read.inputs().get(name));
        Optional<Node> node = read.node(name).or(() -> input);
        return node.flatMap(this::value).map(Tensor::toArray).orElse(new double[0]);
    }

    private Optional<Tensor> value(Node node) {
        if (node instanceof Input input && data.tensors().containsKey(input.label())) {
            return Optional.of(data.get(input.label()));
        }
        if (watch().filter(one -> one.has(node)).isPresent()) {
            return watch().map(one -> one.value(node));
        }
        Map<Parameter, Tensor> numbers = new LinkedHashMap<>(beginning());
        training.ifPresent(now -> now.parameters()
                .forEach(parameter ->
                        numbers.put(parameter, now.run().parameters().get(parameter))));
        return Evaluated.of(read, data, numbers).value(node);
    }

    private Optional<Watch> watch() {
        if (watch.isEmpty()) {
            watch = training.map(Watch::new);
        }
        return watch;
    }

    /** The numbers of a node by its id in the graph of {@link #lines}, at this iteration; none unless the loss depends on it. */
    public double[] numbers(int id) {
        return watched(id).map(node -> value(node).orElseThrow().toArray()).orElse(new double[0]);
    }

    /** The gradient of the loss with respect to a node, by its id; none where no weight has a part in it. */
    public double[] gradient(int id) {
        return watched(id)
                .filter(node -> watch().orElseThrow().hasGradient(node))
                .map(node -> watch().orElseThrow().gradient(node).toArray())
                .orElse(new double[0]);
    }

    private Optional<Node> watched(int id) {
        List<Node> nodes = evaluated.orElseThrow().nodes();
        return id >= 0 && id < nodes.size()
                ? Optional.of(nodes.get(id))
                        .filter(node -> watch().filter(one -> one.has(node)).isPresent())
                : Optional.empty();
    }

    /** What is predicted for each row, as a probability if the loss takes logits; none if nothing is predicted. */
    public double[] predicted() {
        return watch().flatMap(one -> Prediction.of(read)
                        .filter(prediction -> one.has(prediction.node()))
                        .map(prediction -> prediction
                                .probabilities(one.value(prediction.node()))
                                .toArray()))
                .orElse(new double[0]);
    }

    /** The loss if one number of a weight were larger by so much; nothing changes. NaN if there is no such number. */
    public double nudged(String name, int place, double by) {
        return training.flatMap(now -> now.parameters().stream()
                        .filter(parameter -> parameter.label().equals(name)
                                && place >= 0
                                && place < parameter.shape().elements())
                        .findFirst())
                .flatMap(parameter -> watch().map(one -> one.nudged(parameter, place, by)))
                .orElse(Double.NaN);
    }

    /** Changes the numbers of a parameter or of data. */
    public String set(String name, double[] values) {
        if (training.isEmpty()) {
            return refusal("Mend the lines first.");
        }
        Training now = training.get();
        Optional<Parameter> parameter = now.parameters().stream()
                .filter(one -> one.label().equals(name))
                .findFirst();
        boolean isData = data.tensors().containsKey(name);
        int wanted = parameter
                .map(one -> one.shape().elements())
                .orElse(isData ? data.get(name).shape().elements() : -1);
        if (wanted != values.length || !areFinite(values)) {
            return refusal(
                    wanted < 0 ? "There are no numbers called " + name + "." : "These are not " + wanted + " numbers.");
        }
        push(undo);
        redo.clear();
        report = Optional.empty();
        if (parameter.isPresent()) {
            now.set(parameter.get(), Tensor.of(parameter.get().shape(), values));
        } else {
            keepNumbers();
            data = data.with(name, values);
            rebuild();
        }
        return answer();
    }

    private void push(Deque<Change> changes) {
        training.ifPresent(now -> {
            changes.push(new Change(data, Map.copyOf(kept), now.firstSettings(), now.events(), now.iteration()));
            while (changes.size() > MOST_CHANGES) {
                changes.removeLast();
            }
        });
    }

    /** Takes the last change of numbers back. */
    public String undo() {
        return back(undo, redo);
    }

    /** Makes the change again that was taken back last. */
    public String redo() {
        return back(redo, undo);
    }

    private String back(Deque<Change> from, Deque<Change> to) {
        if (!from.isEmpty()) {
            push(to);
            Change change = from.pop();
            Settings now = settings;
            data = change.data();
            kept.clear();
            kept.putAll(change.beginning());
            settings = change.first();
            rebuild();
            replay(change.events(), change.iteration());
            settings = now;
            training.ifPresent(one -> one.handles(now));
        }
        return answer();
    }

    /** Trains up to an iteration, with the same changes on the way. */
    private void replay(List<Training.Event> events, int iteration) {
        if (training.isEmpty()) {
            return;
        }
        Training now = training.get();
        for (Training.Event event : events) {
            now.play(Math.max(0, event.iteration() - now.iteration()));
            if (event.iteration() != now.iteration()) {
                return;
            }
            if (event.name().isEmpty()) {
                now.handles(event.settings());
            } else {
                now.parameters().stream()
                        .filter(parameter -> parameter.label().equals(event.name())
                                && parameter.shape().elements() == event.values().length)
                        .forEach(parameter -> now.set(parameter, Tensor.of(parameter.shape(), event.values())));
            }
        }
        now.play(Math.max(0, iteration - now.iteration()));
    }

    // Training

    /** Turns the handles. */
    public String optimizer(String name, double learningRate) {
        if (!Settings.areLegal(name, learningRate)) {
            return refusal("There is no " + name + " with a learning rate of " + learningRate + ".");
        }
        settings = new Settings(name, learningRate);
        training.ifPresent(now -> now.handles(settings));
        return status();
    }

    /** Goes on for this number of iterations; gives the loss after each, the last perhaps not finite, and stops when solved. */
    public double[] train(int iterations) {
        if (training.isEmpty()) {
            return new double[0];
        }
        report = Optional.empty();
        Training now = training.get();
        double[] losses = now.play(iterations);
        exercise.look(now);
        return losses;
    }

    /** The losses of all iterations, beginning with the one before the first step. */
    public double[] losses() {
        return training.map(Training::losses).orElse(new double[0]);
    }

    /** The norms of the gradients, from this iteration on to the present one, parameter after parameter. */
    public double[] norms(int fromIteration) {
        return training.map(now -> now.norms(fromIteration).stream()
                        .flatMapToDouble(Arrays::stream)
                        .toArray())
                .orElse(new double[0]);
    }

    /** Goes to an iteration that was reached, with its numbers. */
    public String goTo(int iteration) {
        report = Optional.empty();
        training.ifPresent(now -> now.goTo(iteration));
        return status();
    }

    /** Where training stands, in numbers and in a sentence. */
    public String status() {
        return Json.of(statusObject());
    }

    private Map<String, Object> statusObject() {
        int wrong = wrong();
        Map<String, Object> status = new LinkedHashMap<>();
        training.ifPresent(now -> status.putAll(Json.object(
                "iteration", now.iteration(),
                "iterations", now.iterations(),
                "loss", now.loss(),
                "best", now.best(),
                "finite", now.isFinite())));
        status.put("wrong", wrong);
        status.put("undo", undo.size());
        status.put("redo", redo.size());
        if (exercise.isSet()) {
            status.put("task", exercise.object(training));
        }
        Sentence sentence = Sentence.of(read, evaluated.orElseThrow(), training, exercise.sentence());
        status.put("eyebrow", List.of(sentence.strong(), sentence.rest()));
        status.put("sentence", sentence.text());
        return status;
    }

    /** How many points of a plane are on the wrong side; −1 where there is no plane. */
    private int wrong() {
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

    /**
     * The prediction over a plane, n rows of n from the top, or at n places of a line; none if the lines have no prediction
     * or work for this many rows only.
     */
    public double[] field(double x0, double x1, double y0, double y1, int n) {
        if (training.isEmpty() || (!data.isPlane() && !data.isFit()) || n < 2 || n > 400) {
            return new double[0];
        }
        if (field.isEmpty() || !field.get().isOf(n)) {
            field = Field.of(program, data, seed, n);
        }
        return field.map(one -> one.values(training.get(), x0, x1, y0, y1)).orElse(new double[0]);
    }

    // Explaining and checking

    /** The trace of this very iteration, as the explorer's pages read it; nothing advances. Empty if the lines are wrong. */
    public String trace() {
        return training.map(now -> {
                    Trace trace = now.trace();
                    return TraceJson.brief(report.map(one -> one.mark(trace)).orElse(trace), MOST_ELEMENTS);
                })
                .orElse("");
    }

    /** The run, for drawings; empty if the lines are wrong. */
    Optional<Run> run() {
        return training.map(Training::run);
    }

    /** Compares all gradients and rules with differences. */
    public String check() {
        if (training.isEmpty()) {
            return refusal("Mend the lines first.");
        }
        Training now = training.get();
        if (now.parameters().isEmpty()) {
            return refusal("There is nothing to check: no line makes weights.");
        }
        if (!now.isFinite()) {
            return refusal("«J» is no number here, so its slopes cannot be compared.");
        }
        GradientReport found = GradientCheck.of(now.run())
                .elements(MOST_CHECKED)
                .ruleElements(MOST_CHECKED)
                .check();
        report = Optional.of(found);
        exercise.look(found, now.iteration());
        int counted = found.gradientCounts().elements();
        double worst = worst(found);
        return Json.of(Json.object(
                "ok",
                found.passed(),
                "counted",
                counted,
                "worst",
                worst,
                "text",
                found.passed()
                        ? "all " + counted + " gradients checked by differences, off by at most " + Figures.of(worst)
                        : summary(found),
                "guilty",
                found.guilty().stream().map(this::guilty).toList()));
    }

    private static double worst(GradientReport found) {
        return found.gradients().stream()
                .map(NodeCheck::elements)
                .flatMap(List::stream)
                .mapToDouble(element ->
                        Math.abs(element.backward() - element.numeric().value()))
                .max()
                .orElse(0);
    }

    private static String summary(GradientReport found) {
        return found.guilty().isEmpty()
                ? found.gradientCounts().wrong() + " gradients differ from the slopes"
                : "The rule of «" + Exercise.name(found.guilty().get(0)) + "» is wrong: "
                        + found.guilty().get(0).diagnosis().orElseThrow().text();
    }

    private Map<String, Object> guilty(RuleCheck rule) {
        return Json.object(
                "node", evaluated.orElseThrow().id(rule.op()),
                "rule", Exercise.name(rule),
                "input", rule.inputName(),
                "cause", rule.diagnosis().orElseThrow().cause().name(),
                "text", rule.diagnosis().orElseThrow().text());
    }

    /** The lines as code: NumPy and Java for all steps, and as mathematics. */
    public String code() {
        return training.map(now -> {
                    Explanation explanation = Explanation.of(now.trace());
                    return Json.of(Json.object(
                            "numpy", explanation.numpy(),
                            "java", explanation.java(),
                            "mathMl", explanation.mathMl(),
                            "latex", explanation.latex(),
                            "text", explanation.text()));
                })
                .orElseGet(() -> refusal("Mend the lines first."));
    }

    // Examples, tasks, addresses

    /** The lessons. */
    public String examples() {
        return Json.of(Example.all().stream()
                .map(example -> Json.object(
                        "name", example.name(),
                        "title", example.title(),
                        "about", example.about(),
                        "see", example.see(),
                        "source", example.source(),
                        "task", example.task()))
                .toList());
    }

    /** Opens a lesson. */
    public String example(String name) {
        Optional<Example> example = Example.of(name);
        if (example.isEmpty()) {
            return refusal("There is no lesson called " + name + ".");
        }
        forget();
        Example lesson = example.get();
        data = DataSets.of(lesson.source(), 0).orElseThrow();
        settings = lesson.settings();
        exercise = new Exercise(Task.of(lesson.task()));
        seed = 7;
        program = lesson.program();
        rebuild();
        Map<String, Object> answer = answerObject();
        answer.put("example", lesson.name());
        answer.put("title", lesson.title());
        answer.put("about", lesson.about());
        answer.put("see", lesson.see());
        return Json.of(answer);
    }

    private void forget() {
        kept.clear();
        undo.clear();
        redo.clear();
    }

    /** Sets a task, {@code loss<0.01}, {@code rule} or {@code shape:h}; an empty text takes it away. */
    public String task(String definition) {
        exercise = new Exercise(Task.of(definition));
        training.ifPresent(exercise::look);
        return definition.isBlank() || exercise.isSet()
                ? status()
                : refusal("There is no task such as " + definition + ".");
    }

    /** An answer to a task that asks for one: a shape, or the name of the function whose rule is wrong. */
    public String answer(String text) {
        boolean asksForShape = exercise.is(Task.Kind.SHAPE);
        if (!asksForShape && !exercise.is(Task.Kind.RULE)) {
            return refusal("Nothing was asked.");
        }
        int iteration = training.map(Training::iteration).orElse(0);
        if (!asksForShape) {
            check();
        }
        Optional<String> wrong =
                asksForShape ? exercise.shape(read, text, iteration) : exercise.rule(report, text.strip(), iteration);
        return Json.of(Json.object(
                "ok", true,
                "solved", wrong.isEmpty(),
                "sentence", wrong.or(exercise::sentence)));
    }

    /**
     * The whole state as text for an address.
     *
     * @param page letters of the page's own, which {@link #open} gives back
     */
    public String address(String page) {
        Map<String, double[]> beginning = new LinkedHashMap<>();
        beginning().forEach((parameter, numbers) -> {
            if (!Arrays.equals(numbers.toArray(), parameter.initialValue().toArray())) {
                beginning.put(parameter.label(), numbers.toArray());
            }
        });
        return new Address(
                        program,
                        data,
                        seed,
                        training.map(Training::firstSettings).orElse(settings),
                        settings,
                        beginning,
                        training.map(Training::events).orElse(List.of()),
                        training.map(Training::iteration).orElse(0),
                        exercise.definition(),
                        page)
                .text();
    }

    /** Opens a state that {@link #address} wrote, and trains up to its iteration again, to the same bits. */
    public String open(String address) {
        Address state;
        try {
            state = Address.read(address);
        } catch (Address.AddressProblem problem) {
            return refusal(String.valueOf(problem.getMessage()));
        }
        forget();
        program = state.program();
        data = state.data();
        seed = state.seed();
        settings = state.first();
        exercise = new Exercise(Task.of(state.task()));
        read = Program.read(program, data.tensors(), seed);
        for (Start start : read.starts()) {
            double[] numbers = state.beginning().get(start.parameter().label());
            if (numbers != null && numbers.length == start.parameter().shape().elements()) {
                kept.put(
                        start.parameter().label(),
                        new Kept(start.text(), Tensor.of(start.parameter().shape(), numbers)));
            }
        }
        rebuild();
        replay(state.events(), state.iteration());
        settings = state.now();
        training.ifPresent(now -> now.handles(settings));
        training.ifPresent(exercise::look);
        Map<String, Object> answer = answerObject();
        answer.put("page", state.page());
        return Json.of(answer);
    }
}
