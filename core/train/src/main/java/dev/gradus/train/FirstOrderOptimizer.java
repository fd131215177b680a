package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An optimizer that needs the gradients alone: {@link GradientDescent}, {@link Momentum}, {@link RmsProp}, {@link
 * Adagrad}, {@link Adadelta}, {@link Adam}, {@link AdamW}, {@link NAdam} or {@link Lion}, with weight decay, a schedule, clipping and groups.
 *
 * <pre>{@code
 * Optimizer adam = Adam.of(1e-3)
 *         .withSchedule(Schedule.linearWarmUp(100))
 *         .withClipNorm(1)
 *         .withGroup(ParameterGroup.of(embedding).learningRate(1e-2));
 * }</pre>
 *
 * <p>What it remembers from step to step is kept by {@link Parameter}; each {@code with…} returns a new optimizer that
 * remembers nothing. A step changes all parameters or, if it throws, none. Frozen parameters are left alone and do not
 * count in the norm. A step allocates nothing once all parameters were met. Not thread-safe.
 */
public final class FirstOrderOptimizer implements Optimizer {
    private final UpdateMethod method;
    private final Settings settings;
    private final Map<Parameter, Proposal> known = new HashMap<>();
    private Optional<Parameters> met = Optional.empty();

    private final Proposals proposals = new Proposals();
    private final Runnable prepare = this::prepare;

    /** Where gradients go that come from elsewhere. */
    private Optional<GivenGradients> given = Optional.empty();

    private long steps;

    private record Settings(
            double rate, double decay, Schedule schedule, double clipNorm, Map<Parameter, ParameterGroup> groups) {}

    FirstOrderOptimizer(UpdateMethod method, double rate, double decay) {
        this(method, new Settings(rate, decay, Schedule.constant(), Double.POSITIVE_INFINITY, Map.of()));
        UpdateMethod.positive(method.name(), "the learning rate", rate);
        checkDecay(method.name(), decay);
    }

    private FirstOrderOptimizer(UpdateMethod method, Settings settings) {
        this.method = method;
        this.settings = settings;
    }

    /**
     * With weight decay: λ W is added to the gradient before anything else, as in PyTorch's {@code weight_decay}; {@link
     * AdamW} and {@link Lion} take it off the weights instead.
     *
     * @throws IllegalArgumentException if λ is negative or not finite
     */
    public FirstOrderOptimizer withWeightDecay(double lambda) {
        checkDecay(method.name(), lambda);
        return with(new Settings(settings.rate, lambda, settings.schedule, settings.clipNorm, settings.groups));
    }

    /** With rates that change from step to step. */
    public FirstOrderOptimizer withSchedule(Schedule schedule) {
        Objects.requireNonNull(schedule, "schedule");
        return with(new Settings(settings.rate, settings.decay, schedule, settings.clipNorm, settings.groups));
    }

    /**
     * With the global norm of the gradients, ‖g‖ = √Σg² over all parameters that are not frozen, limited to c: if it is
     * greater, all are multiplied by c / ‖g‖. (PyTorch's clip_grad_norm_ divides by ‖g‖ + 10⁻⁶.) Weight decay comes
     * after.
     *
     * @throws IllegalArgumentException if c is not positive and finite
     */
    public FirstOrderOptimizer withClipNorm(double c) {
        UpdateMethod.positive(method.name(), "the norm to clip at", c);
        return with(new Settings(settings.rate, settings.decay, settings.schedule, c, settings.groups));
    }

    /**
     * With settings of their own for some parameters; all others keep the optimizer's. A step throws
     * IllegalArgumentException if a parameter of a group is not among the run's.
     *
     * @throws IllegalArgumentException if a parameter is in another group already
     */
    public FirstOrderOptimizer withGroup(ParameterGroup group) {
        Map<Parameter, ParameterGroup> groups = new HashMap<>(settings.groups);
        for (Parameter parameter : group.parameters()) {
            if (groups.putIfAbsent(parameter, group) != null) {
                throw new IllegalArgumentException(
                        method.name() + ": " + parameter.describe() + " is in another group already");
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

    /** The learning rate of the next step, for parameters without a group. */
    public double learningRate() {
        return settings.rate * Schedules.checkedFactor(settings.schedule, steps);
    }

    /** Whether generated code makes the steps by now. */
    boolean isWrittenOut() {
        return proposals.areWrittenOut();
    }

    /** The number of steps made. */
    public long steps() {
        return steps;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException also if an error ended an earlier step midway
     */
    @Override
    public void step(Run run) {
        if (proposals.isTornApart()) {
            throw new IllegalStateException(method.name()
                    + ": an error ended an earlier step midway, so some parameters are a step ahead of others; set all of them"
                    + " to numbers that belong together and make a new optimizer");
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
            throw new IllegalStateException(method.name() + ": what it remembers (" + String.join(", ", method.memory())
                    + ") is of other Parameters than this run's; make a new optimizer for these");
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
     * <p>It is the number of steps, by which the schedule goes, and for each parameter the number of steps that it took part
     * in and what the method remembers, as {@code m/W}.
     *
     * @throws IllegalStateException if the optimizer has changed other Parameters before
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
     * The new value of a parameter in terms of it, its gradient and what the method remembers now; empty with clipping,
     * since the factor depends on all gradients.
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
