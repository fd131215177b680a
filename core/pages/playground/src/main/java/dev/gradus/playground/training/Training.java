package dev.gradus.playground.training;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.DivergedException;
import dev.gradus.train.FirstOrderOptimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The training of one graph, which can return to any earlier iteration. Some iterations are remembered, and those in between
 * are computed again, to the same bits.
 */
public final class Training {
    /** If more iterations than this are remembered, half of them are forgotten. */
    private static final int MOST_REMEMBERED = 256;

    private final Node objective;
    private final Rows rows;
    private final Run run;
    private final List<Parameter> parameters;
    private final TreeMap<Integer, Moment> moments = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private double[] losses = new double[256];
    private double[] tests = new double[256];
    private final List<double[]> norms = new ArrayList<>();
    private int known;
    private int at;
    private int stride = 1;
    private int version;
    private boolean isStopped;
    private boolean hasHistory = true;

    /** The first iteration after the initial one whose numbers are known: a link may begin later. */
    private int knownFrom;

    private Settings settings;
    private FirstOrderOptimizer optimizer;

    /**
     * A change by the user at an iteration: other settings, or other numbers for a parameter.
     *
     * @param name the parameter; empty for a change of settings
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Event(int iteration, String name, double[] values, Settings settings) {}

    /** The rows that iterations compute with. */
    public interface Rows {
        /** Whether iterations differ in them. */
        boolean change();

        Tensor at(int iteration, Input input);

        /** The loss of the rows that are held out; NaN if there are none. */
        double test(List<Parameter> weights, Parameters numbers);
    }

    /** @param beginning the numbers of parameters that do not begin with those of their line */
    public Training(Node objective, Rows rows, Map<Parameter, Tensor> beginning, Settings settings) {
        this.objective = objective;
        this.rows = rows;
        this.settings = settings;
        this.optimizer = settings.make();
        Graph graph = Graph.of(objective);
        Parameters numbers = Parameters.of(graph);
        this.parameters = graph.parameters();
        for (Parameter parameter : parameters) {
            if (beginning.containsKey(parameter)) {
                numbers.set(parameter, beginning.getOrDefault(parameter, parameter.initialValue()));
            }
        }
        this.run = Run.of(graph, numbers);
        feed(run);
        record(run.forward());
        remember(true);
    }

    /**
     * Trains faster from here on: only settings and numbers that were set are remembered, no norms, and no losses of the rows that
     * are held out, but the present one.
     */
    public void withoutHistory() {
        hasHistory = false;
    }

    /** Feeds the rows of the present iteration to a run of this graph. */
    public void feed(Run other) {
        run.graph().inputs().forEach(input -> other.feed(input, rows.at(at, input)));
    }

    /** Whether each iteration computes with other rows. */
    boolean isBatched() {
        return rows.change();
    }

    /** A counter that increases whenever the numbers may have changed. */
    public int version() {
        return version;
    }

    private void record(double loss) {
        if (losses.length == known) {
            losses = Arrays.copyOf(losses, 2 * known);
            tests = Arrays.copyOf(tests, 2 * known);
        }
        tests[known] = hasHistory ? rows.test(parameters, run.parameters()) : Double.NaN;
        losses[known++] = loss;
    }

    private void remember(boolean isPinned) {
        boolean wasPinned = moments.containsKey(at) && moments.get(at).isPinned();
        moments.put(at, present(isPinned || wasPinned));
        if (moments.size() > MOST_REMEMBERED) {
            stride *= 2;
            moments.entrySet().removeIf(one -> !one.getValue().isPinned() && one.getKey() % stride != 0);
        }
    }

    private Moment present(boolean isPinned) {
        Map<Parameter, Tensor> numbers = new LinkedHashMap<>();
        parameters.forEach(parameter -> numbers.put(parameter, run.parameters().get(parameter)));
        Map<String, Tensor> memory = parameters.isEmpty()
                ? Map.of()
                : optimizer.memory(run.parameters()).state();
        return new Moment(numbers, memory, settings, isPinned);
    }

    /** Trains from the present iteration, drops later ones, and returns the losses, of which the last may not be finite. */
    private double[] train(int iterations) {
        dropLater();
        double[] made = new double[Math.max(0, iterations)];
        int count = 0;
        while (count < made.length && step()) {
            made[count++] = losses[at];
        }
        return Arrays.copyOf(made, count);
    }

    private boolean step() {
        if (parameters.isEmpty() || !isFinite()) {
            return false;
        }
        try {
            run.backward();
            if (hasHistory) {
                recordNorms();
            }
            optimizer.step(run);
        } catch (DivergedException diverged) {
            isStopped = true;
            return false;
        }
        version++;
        at++;
        if (isBatched()) {
            feed(run);
        }
        double loss = run.forward();
        if (at == known) {
            record(loss);
        }
        if (hasHistory && at % stride == 0) {
            remember(false);
        }
        return true;
    }

    private void recordNorms() {
        if (norms.size() > at) {
            return;
        }
        double[] all = new double[parameters.size()];
        for (int i = 0; i < all.length; i++) {
            double[] gradient = new double[parameters.get(i).shape().elements()];
            run.readGradient(parameters.get(i), gradient);
            double sum = 0;
            for (double element : gradient) {
                sum += element * element;
            }
            all[i] = Math.sqrt(sum);
        }
        norms.add(all);
    }

    private void dropLater() {
        knownFrom = at < knownFrom ? 0 : knownFrom;
        known = at + 1;
        while (norms.size() > at + 1) {
            norms.remove(norms.size() - 1);
        }
        moments.tailMap(at, false).clear();
        events.removeIf(event -> event.iteration() > at);
    }

    /** Restores the numbers and the memory of an iteration that was reached before. */
    public void goTo(int iteration) {
        int wanted = iteration <= 0 ? 0 : Math.max(knownFrom, Math.min(known - 1, iteration));
        isStopped = false;
        version++;
        Map.Entry<Integer, Moment> before = Objects.requireNonNull(moments.floorEntry(wanted));
        at = before.getKey();
        Moment moment = before.getValue();
        Settings present = settings;
        restore(moment);
        run.forward();
        while (at < wanted && step()) {
            // to the same bits
        }
        settings(present);
    }

    private void restore(Moment moment) {
        settings = moment.settings();
        optimizer = settings.make();
        parameters.forEach(parameter ->
                run.parameters().set(parameter, moment.parameters().getOrDefault(parameter, parameter.initialValue())));
        if (!parameters.isEmpty()) {
            optimizer.memory(run.parameters()).restore(moment.memory());
        }
        if (isBatched()) {
            feed(run);
        }
    }

    /**
     * All numbers of this iteration, those of the parameters and of the optimizer's memory. Empty if the settings have changed
     * since the last iteration, because its memory may then be another one.
     */
    public double[] moment() {
        if (parameters.isEmpty() || !isFinite() || !settings.equals(lastSettings())) {
            return new double[0];
        }
        return present(false).numbers();
    }

    /**
     * Goes to an iteration that was reached elsewhere, from the initial one. Those in between are not known until {@link
     * #adopt} is given them.
     *
     * @throws IllegalArgumentException if these are not the numbers of a {@link #moment}
     */
    public void jump(int iteration, List<Event> changes, Settings present, double... moment) {
        Map<String, Tensor> memory = present.make().memory(run.parameters()).state();
        Moment there = Moment.of(parameters, memory, present, moment);
        version++;
        at = iteration;
        knownFrom = iteration;
        events.addAll(changes);
        restore(there);
        int length = Math.max(losses.length, iteration + 1);
        losses = Arrays.copyOf(losses, length);
        tests = Arrays.copyOf(tests, length);
        Arrays.fill(losses, 1, iteration, Double.NaN);
        Arrays.fill(tests, 1, iteration, Double.NaN);
        losses[iteration] = run.forward();
        tests[iteration] = rows.test(parameters, run.parameters());
        known = iteration + 1;
        double[] none = new double[parameters.size()];
        Arrays.fill(none, Double.NaN);
        while (norms.size() < iteration) {
            norms.add(none);
        }
        remember(true);
    }

    /** Takes the iterations before a {@link #jump} from a training that came to the same numbers step by step. */
    public void adopt(Training before) {
        Moment moment = moments.get(knownFrom);
        boolean isOther = moment == null || !Arrays.equals(before.moment(), moment.numbers());
        if (knownFrom == 0 || before.at != knownFrom || isOther) {
            return;
        }
        System.arraycopy(before.losses, 0, losses, 0, knownFrom);
        System.arraycopy(before.tests, 0, tests, 0, knownFrom);
        for (int i = 0; i < knownFrom; i++) {
            norms.set(i, before.norms.get(i));
        }
        moments.putAll(before.moments.headMap(knownFrom));
        stride = Math.max(stride, before.stride);
        knownFrom = 0;
    }

    /** Changes the settings from here on. */
    public void settings(Settings next) {
        if (next.equals(settings)) {
            return;
        }
        Map<String, Tensor> memory = parameters.isEmpty()
                ? Map.of()
                : optimizer.memory(run.parameters()).state();
        boolean keepsMemory = next.optimizer().equals(settings.optimizer());
        settings = next;
        optimizer = next.make();
        if (keepsMemory && !parameters.isEmpty()) {
            optimizer.memory(run.parameters()).restore(memory);
        }
    }

    /** Trains with the present settings. */
    public double[] play(int iterations) {
        recordSettings();
        return train(iterations);
    }

    /** A new optimizer with the present settings and memory, for other parameters of the same names. */
    public FirstOrderOptimizer optimizerOf(Parameters others) {
        FirstOrderOptimizer another = settings.make();
        another.memory(others).restore(optimizer.memory(run.parameters()).state());
        return another;
    }

    /** The present settings. */
    public Settings settings() {
        return settings;
    }

    /** Makes a change that was made at this iteration before. */
    void change(Event change) {
        if (change.name().isEmpty()) {
            settings(change.settings());
        } else {
            parameters.stream()
                    .filter(parameter -> parameter.label().equals(change.name())
                            && parameter.shape().elements() == change.values().length)
                    .forEach(parameter -> set(parameter, Tensor.of(parameter.shape(), change.values())));
        }
    }

    private Settings lastSettings() {
        return moments.floorEntry(at).getValue().settings();
    }

    /** Records a change of settings since the last iteration. */
    private void recordSettings() {
        if (!settings.equals(lastSettings())) {
            dropLater();
            events.removeIf(event -> event.iteration() == at && event.name().isEmpty());
            if (at > 0) {
                events.add(new Event(at, "", new double[0], settings));
            } else { // they are the first settings, also for numbers set before
                events.replaceAll(event -> new Event(at, event.name(), event.values(), settings));
            }
            remember(true);
        }
    }

    /** Sets the numbers of a parameter, and drops later iterations. */
    public void set(Parameter parameter, Tensor numbers) {
        recordSettings();
        dropLater();
        isStopped = false;
        version++;
        run.parameters().set(parameter, numbers);
        losses[at] = run.forward();
        tests[at] = rows.test(parameters, run.parameters());
        while (norms.size() > at) {
            norms.remove(norms.size() - 1);
        }
        events.removeIf(event -> event.iteration() == at && event.name().equals(parameter.label()));
        events.add(new Event(at, parameter.label(), numbers.toArray(), settings));
        remember(true);
    }

    /** The steps of the present iteration, with the update or without; nothing advances. */
    public Trace trace(boolean withUpdate) {
        if (parameters.isEmpty() || !withUpdate) {
            return Trace.of(run);
        }
        Run copy = Run.of(run.graph(), run.parameters().snapshot());
        feed(copy);
        FirstOrderOptimizer next = settings.make();
        next.memory(copy.parameters())
                .restore(optimizer.memory(run.parameters()).state());
        try {
            return next.trace(copy);
        } catch (DivergedException diverged) {
            return Trace.of(run);
        }
    }

    /** The norms of the gradients by parameter, from this iteration to the present one. */
    public List<double[]> norms(int from) {
        if (norms.size() == at && isFinite() && !parameters.isEmpty()) {
            run.backward();
            recordNorms();
        }
        return List.copyOf(norms.subList(Math.max(0, Math.min(from, norms.size())), norms.size()));
    }

    /** All losses, including those after the present iteration. */
    public double[] losses() {
        return Arrays.copyOf(losses, known);
    }

    /** The losses of the rows that are held out, as {@link #losses}. */
    public double[] tests() {
        return Arrays.copyOf(tests, known);
    }

    /** The present loss of the rows that are held out; NaN if there are none. */
    public double test() {
        return hasHistory ? tests[at] : rows.test(parameters, run.parameters());
    }

    /** The present loss. */
    public double loss() {
        return losses[at];
    }

    /** The smallest loss so far; infinite if none is finite. */
    public double best() {
        return bestIteration() < 0 ? Double.POSITIVE_INFINITY : losses[bestIteration()];
    }

    /** The first iteration with the smallest finite loss, or −1. */
    public int bestIteration() {
        int best = -1;
        for (int i = 0; i < known; i++) {
            if (Double.isFinite(losses[i]) && (best < 0 || losses[i] < losses[best])) {
                best = i;
            }
        }
        return best;
    }

    /** The loss at an iteration that has been computed. */
    public double loss(int iteration) {
        return losses[iteration];
    }

    /** The present iteration. */
    public int iteration() {
        return at;
    }

    /** The last iteration that has been computed. */
    public int iterations() {
        return known - 1;
    }

    /** Whether the present loss is finite and training can go on. */
    public boolean isFinite() {
        return !isStopped && Double.isFinite(losses[at]);
    }

    /** The run that computes the iterations. */
    public Run run() {
        return run;
    }

    /** The loss. */
    public Node objective() {
        return objective;
    }

    /** The parameters of the loss. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The changes up to the present iteration. */
    public List<Event> events() {
        return events.stream().filter(event -> event.iteration() <= at).toList();
    }

    /** The settings of the first iteration. */
    public Settings firstSettings() {
        return moments.firstEntry().getValue().settings();
    }
}
