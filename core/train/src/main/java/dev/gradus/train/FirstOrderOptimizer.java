package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.States;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An optimizer that needs only the gradients: {@link GradientDescent}, {@link Momentum}, {@link RmsProp}, {@link Adagrad},
 * {@link Adadelta}, {@link Adam}, {@link AdamW}, {@link NAdam} or {@link Lion}, with weight decay, a schedule, clipping and
 * groups.
 *
 * <pre>{@code
 * Optimizer adam = Adam.of(1e-3)
 *         .withSchedule(Schedule.linearWarmUp(100))
 *         .withClipNorm(1)
 *         .withGroup(ParameterGroup.of(embedding).learningRate(1e-2));
 * }</pre>
 *
 * <p>Each {@code with…} method returns a new optimizer without memory of earlier steps; memory is kept per {@link
 * Parameter}. A step changes all parameters or, if it throws, none. Frozen parameters are skipped and do not count in the
 * norm. After the first step, a step allocates nothing. Not thread-safe.
 */
public final class FirstOrderOptimizer implements Optimizer {
    private final UpdateMethod method;
    private final Settings settings;
    private final Map<Parameter, Proposal> known = new HashMap<>();
    private Optional<Parameters> met = Optional.empty();

    private final Proposals proposals = new Proposals();
    private final Runnable prepare = this::prepare;

    /** Holds gradients that do not come from a run. */
    private Optional<GivenGradients> given = Optional.empty();

    private long steps;

    private record Settings(
            double rate, double decay, Schedule schedule, double clipNorm, Map<Parameter, ParameterGroup> groups) {}

    FirstOrderOptimizer(UpdateMethod method, double rate, double decay) {
        this(method, new Settings(rate, decay, Schedules.CONSTANT, Double.POSITIVE_INFINITY, Map.of()));
        UpdateMethod.positive(method.name(), "the learning rate", rate);
        checkDecay(method.name(), decay);
    }

    private FirstOrderOptimizer(UpdateMethod method, Settings settings) {
        this.method = method;
        this.settings = settings;
    }

    /**
     * Returns this optimizer with weight decay: λ W is added to the gradient before anything else, as with PyTorch's {@code
     * weight_decay}. {@link AdamW} and {@link Lion} subtract it from the weights instead.
     *
     * @throws IllegalArgumentException if λ is negative or not finite
     */
    public FirstOrderOptimizer withWeightDecay(double lambda) {
        checkDecay(method.name(), lambda);
        return with(new Settings(settings.rate, lambda, settings.schedule, settings.clipNorm, settings.groups));
    }

    /** Returns this optimizer with a learning rate that changes from step to step. */
    public FirstOrderOptimizer withSchedule(Schedule schedule) {
        Objects.requireNonNull(schedule, "schedule");
        return with(new Settings(settings.rate, settings.decay, schedule, settings.clipNorm, settings.groups));
    }

    /**
     * Returns this optimizer with gradients clipped to the global norm c. If ‖g‖ = √Σg², over all parameters that are not
     * frozen, is greater than c, all gradients are multiplied by c / ‖g‖. (PyTorch's clip_grad_norm_ divides by ‖g‖ + 10⁻⁶.)
     * Weight decay is applied afterwards.
     *
     * @throws IllegalArgumentException if c is not positive and finite
     */
    public FirstOrderOptimizer withClipNorm(double c) {
        UpdateMethod.positive(method.name(), "the norm to clip at", c);
        return with(new Settings(settings.rate, settings.decay, settings.schedule, c, settings.groups));
    }

    /**
     * Returns this optimizer with separate settings for some parameters; all others keep the optimizer's. A step throws
     * IllegalArgumentException if a parameter of a group is not among the run's.
     *
     * @throws IllegalArgumentException if a parameter is already in another group
     */
    public FirstOrderOptimizer withGroup(ParameterGroup group) {
        Map<Parameter, ParameterGroup> groups = new HashMap<>(settings.groups);
        for (Parameter parameter : group.parameters()) {
            if (groups.putIfAbsent(parameter, group) != null) {
                throw new IllegalArgumentException(
                        method.name() + ": " + parameter.describe() + " is already in another group");
            }
        }
        return with(new Settings(settings.rate, settings.decay, settings.schedule, settings.clipNorm, groups));
    }

    private FirstOrderOptimizer with(Settings other) {
        return new FirstOrderOptimizer(method, other);
    }

    static void checkDecay(String what, double decay) {
        UpdateMethod.notNegative(what, "the weight decay", decay);
    }

    /** Returns the learning rate of the next step, for parameters without a group. */
    public double learningRate() {
        return settings.rate * Schedules.checkedFactor(settings.schedule, steps);
    }

    /**
     * Returns the method, its constants and the settings, from which {@link Methods#optimizer} makes the optimizer again.
     *
     * @throws IllegalArgumentException if it has a schedule, groups or a method of the user's own
     */
    Map<String, Object> description() {
        if (settings.schedule != Schedules.CONSTANT || !settings.groups.isEmpty()) {
            throw new IllegalArgumentException("Receipt: a receipt cannot describe "
                    + (settings.groups.isEmpty() ? "a schedule" : "groups of parameters")
                    + "; train with one constant learning rate");
        }
        return Json.object(
                "method",
                method.name(),
                "constants",
                method.constants(),
                "learningRate",
                settings.rate,
                "weightDecay",
                settings.decay,
                "clipNorm",
                settings.clipNorm < Double.POSITIVE_INFINITY ? settings.clipNorm : Optional.empty());
    }

    boolean isWrittenOut() {
        return proposals.areWrittenOut();
    }

    /** Returns the number of steps made. */
    public long steps() {
        return steps;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException also if an error interrupted an earlier step
     */
    @Override
    public void step(Run run) {
        if (proposals.isTornApart()) {
            throw new IllegalStateException(method.name()
                    + ": an error interrupted an earlier step, so some parameters are one step ahead of others; set"
                    + " all of them to consistent values and create a new optimizer");
        }
        if (!proposals.areOf(run)) {
            meet(run);
        }
        proposals.step(prepare);
        steps++;
    }

    @Override
    public void step(Parameters parameters, GradientSource source) {
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(source, "source");
        if (given.isEmpty() || !given.get().isOf(parameters, parameters.all())) {
            given = Optional.of(GivenGradients.of(parameters, parameters.all()));
        }
        double[] numbers = new double[given.get().length()];
        source.evaluate(numbers);
        step(given.get().run(numbers));
    }

    private void prepare() {
        proposals.begin();
        if (settings.clipNorm < Double.POSITIVE_INFINITY) {
            proposals.clip(settings.clipNorm);
        }
        proposals.workOut(Schedules.checkedFactor(settings.schedule, steps));
    }

    private void meet(Run run) {
        Objects.requireNonNull(run, "run");
        if (run.graph().parameters().isEmpty()) {
            throw new IllegalStateException(method.name() + ": the run's graph has no parameters to change");
        }
        if (met.isEmpty() || met.get() != run.parameters()) {
            meetFirst(run.parameters());
        }
        proposals.meet(run, this::proposal);
    }

    private void meetFirst(Parameters parameters) {
        if (met.isPresent() && !method.memory().isEmpty()) {
            throw new IllegalStateException(method.name() + ": its memory (" + String.join(", ", method.memory())
                    + ") belongs to other Parameters than this run's; create a new optimizer for these");
        }
        for (Parameter parameter : settings.groups.keySet()) {
            if (!parameters.contains(parameter)) {
                throw new IllegalArgumentException(method.name() + ": a group names " + parameter.describe()
                        + ", which is not among the run's parameters: "
                        + parameters.all().stream().map(Parameter::describe).toList());
            }
        }
        met = Optional.of(parameters);
    }

    private Proposal proposal(Parameter parameter) {
        Proposal met = known.get(parameter);
        if (met == null) {
            Optional<ParameterGroup> group = Optional.ofNullable(settings.groups.get(parameter));
            met = new Proposal(
                    method,
                    parameter,
                    group.map(own -> own.learningRate().orElse(settings.rate)).orElse(settings.rate),
                    group.map(own -> own.weightDecay().orElse(settings.decay)).orElse(settings.decay));
            known.put(parameter, met);
        }
        return met;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The memory is the number of steps, which the schedule depends on, and for each parameter the number of steps it
     * took part in and the method's memory, such as {@code m/W}.
     *
     * @throws IllegalStateException if the optimizer has already changed other Parameters
     */
    @Override
    public Resumable memory(Parameters parameters) {
        Objects.requireNonNull(parameters, "parameters");
        if (met.isEmpty() || met.get() != parameters) {
            meetFirst(parameters);
        }
        List<Proposal> all = parameters.all().stream().map(this::proposal).toList();
        return new Resumable() {
            @Override
            public Map<String, Tensor> state() {
                Map<String, Tensor> state = new LinkedHashMap<>();
                state.put("steps", Tensor.scalar(steps));
                all.forEach(proposal -> proposal.save(state));
                return state;
            }

            @Override
            public void restore(Map<String, Tensor> state) {
                long count = States.count(state, "steps");
                all.forEach(proposal -> proposal.check(state));
                all.forEach(proposal -> proposal.load(state));
                steps = count;
            }
        };
    }

    /**
     * Returns the new value of a parameter in terms of its value, its gradient and the method's current memory. Empty with
     * clipping, because the factor depends on all gradients.
     */
    @Override
    public Optional<Node> formula(Parameter parameter, Node gradient) {
        Objects.requireNonNull(parameter, "parameter");
        Objects.requireNonNull(gradient, "gradient");
        if (settings.clipNorm < Double.POSITIVE_INFINITY) {
            return Optional.empty();
        }
        Proposal next = proposal(parameter);
        double rate = next.rateAt(Schedules.checkedFactor(settings.schedule, steps));
        List<Node> memory = new ArrayList<>();
        for (String name : method.memory()) {
            memory.add(Constant.of(name, Tensor.of(parameter.shape(), next.remembered[memory.size()])));
        }
        UpdateSymbols now = new UpdateSymbols(
                parameter,
                gradient,
                memory,
                UpdateSymbols.number("η", rate),
                UpdateSymbols.number("λ", next.decay),
                next.t);
        return Optional.of(method.formula(next.decay > 0 ? method.decay(now) : now));
    }

    @Override
    public String toString() {
        return method.name() + " at the learning rate " + learningRate() + " after " + steps + " steps";
    }
}
