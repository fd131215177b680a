package dev.gradus.train;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A custom first-order method: the names of its memory for each parameter, and its update rule as nodes. {@link
 * FirstOrderOptimizer} provides everything else: weight decay, schedules, clipping, groups, freezing, the check that all
 * numbers are finite, saving, and the printed formula.
 *
 * <pre>{@code
 * FirstOrderOptimizer signum = OwnMethod.of("Signum", List.of("m"), now -> {
 *     Node m = now.memory("m").multiply(0.9).add(now.gradient().multiply(0.1));
 *     return OwnMethod.Next.of(now.value().subtract(now.rate().multiply(m.sign())), m);
 * }).at(0.01);
 * }</pre>
 *
 * <p>The nodes are planned once for each parameter. If they are too slow, {@link #withLoops} adds the same arithmetic as
 * loops, whose first step is compared with the nodes.
 *
 * <p>Immutable.
 */
public final class OwnMethod {
    private final String name;
    private final List<String> memory;
    private final Rule rule;
    private final Optional<Loops> loops;

    /** Computes a parameter's next numbers from its current ones. */
    @FunctionalInterface
    public interface Rule {
        /** Returns the next value and the next memory, all of the parameter's shape. */
        Next next(Now now);
    }

    /**
     * The current numbers of a parameter, as nodes.
     *
     * @param value W
     * @param gradient ∂J/∂W, after clipping and weight decay
     * @param memory the method's memory, by name; all zeros before the first step
     * @param rate η, after the schedule: a scalar
     * @param step t, the number of this step for this parameter, from 1: a scalar
     */
    public record Now(Node value, Node gradient, Map<String, Node> memory, Node rate, Node step) {
        /**
         * Returns the memory of this name.
         *
         * @throws IllegalArgumentException if there is none
         */
        public Node memory(String called) {
            Objects.requireNonNull(called, "called");
            Node remembered = memory.get(called);
            if (remembered == null) {
                throw new IllegalArgumentException(
                        "OwnMethod: there is no memory named '" + called + "'; the names are " + memory.keySet());
            }
            return remembered;
        }
    }

    /**
     * The next numbers.
     *
     * @param value W after the step
     * @param memory the next memory, in the order of the names
     */
    public record Next(Node value, List<Node> memory) {
        /** Copies the list. */
        public Next {
            Objects.requireNonNull(value, "value");
            memory = List.copyOf(memory);
        }

        /** Creates the next value and memory, in the order of the names. */
        public static Next of(Node value, Node... memory) {
            Objects.requireNonNull(memory, "memory");
            return new Next(value, List.of(memory));
        }
    }

    /** The same arithmetic as loops. */
    @FunctionalInterface
    public interface Loops {
        /** Writes the next numbers, computed from the current ones, which it must not change. */
        void step(Numbers now, Numbers next);
    }

    /**
     * The numbers of a parameter.
     *
     * @param value W, row-major
     * @param gradient ∂J/∂W after clipping and weight decay; unused in the next numbers
     * @param memory the method's memory, in the order of the names
     * @param rate η after the schedule
     * @param step t, from 1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Numbers(double[] value, double[] gradient, double[][] memory, double rate, long step) {}

    private OwnMethod(String name, List<String> memory, Rule rule, Optional<Loops> loops) {
        this.name = name;
        this.memory = memory;
        this.rule = rule;
        this.loops = loops;
    }

    /**
     * Creates a method.
     *
     * @param name the name for messages
     * @param memory the names of the arrays that the method remembers for each parameter, one number per element
     * @throws IllegalArgumentException if two names are equal
     */
    public static OwnMethod of(String name, List<String> memory, Rule rule) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(rule, "rule");
        if (new HashSet<>(memory).size() < memory.size()) {
            throw new IllegalArgumentException(
                    "OwnMethod: the memory names of " + name + " must be different, but are " + memory);
        }
        return new OwnMethod(name, List.copyOf(memory), rule, Optional.empty());
    }

    /** Returns the same method computed by loops, which must produce the same bits as the nodes. */
    public OwnMethod withLoops(Loops faster) {
        Objects.requireNonNull(faster, "faster");
        return new OwnMethod(name, memory, rule, Optional.of(faster));
    }

    /**
     * Creates an optimizer with this method.
     *
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public FirstOrderOptimizer at(double learningRate) {
        return new FirstOrderOptimizer(new ByNodes(Optional.empty()), learningRate, 0);
    }

    private Next next(Now now) {
        Next next = Objects.requireNonNull(rule.next(now), "next");
        if (next.memory.size() != memory.size()) {
            throw new IllegalStateException("OwnMethod: " + name + " must return one next memory for each of " + memory
                    + ", but returned " + next.memory.size());
        }
        List<Node> all = new ArrayList<>(next.memory);
        all.add(next.value);
        for (Node node : all) {
            if (!node.shape().equals(now.value.shape())) {
                throw new IllegalStateException("OwnMethod: " + name + " returned " + node.describe() + " for "
                        + now.value.describe() + ", but their shapes must be equal");
            }
        }
        return next;
    }

    private final class ByNodes extends UpdateMethod {
        private final Optional<Planned> planned;
        private boolean areLoopsTried;

        ByNodes(Optional<Planned> planned) {
            super(memory.toArray(String[]::new));
            this.planned = planned;
        }

        @Override
        String name() {
            return name;
        }

        @Override
        UpdateMethod of(Parameter parameter) {
            return new ByNodes(Optional.of(new Planned(parameter)));
        }

        /** A rule may depend on all elements of a parameter, for example on its norm. */
        @Override
        boolean isByNumber() {
            return false;
        }

        @Override
        void step(Proposal next, double[] now, double[] gradient, int from, int to) {
            if (loops.isEmpty() || !areLoopsTried) {
                planned.orElseThrow().step(next, now, gradient);
            }
            if (loops.isPresent()) {
                double[] byNodes = areLoopsTried ? next.value : next.value.clone();
                loops.get()
                        .step(
                                new Numbers(now, gradient, next.remembered, next.rate[0], next.t),
                                new Numbers(next.value, new double[0], next.memory, next.rate[0], next.t));
                if (!areLoopsTried) {
                    compare(byNodes, next.value);
                    areLoopsTried = true;
                }
            }
        }

        private void compare(double[] byNodes, double[] byLoops) {
            for (int i = 0; i < byNodes.length; i++) {
                if (Double.compare(byNodes[i], byLoops[i]) != 0) {
                    throw new IllegalStateException("OwnMethod: the loops and the nodes of " + name + " must"
                            + " agree, but for number " + i + " the loops compute " + byLoops[i]
                            + " and the nodes " + byNodes[i]);
                }
            }
        }

        @Override
        Node formula(UpdateSymbols now) {
            Map<String, Node> remembered = new LinkedHashMap<>();
            memory.forEach(each -> remembered.put(each, now.memory().get(remembered.size())));
            Node step = UpdateSymbols.number("t", now.t());
            return next(new Now(now.value(), now.gradient(), remembered, now.rate(), step)).value;
        }
    }

    private final class Planned {
        private final Input value;
        private final Input gradient;
        private final Map<String, Node> remembered = new LinkedHashMap<>();
        private final Input rate = Input.of("η");
        private final Input step = Input.of("t");
        private final Next next;
        private final Run run;

        Planned(Parameter parameter) {
            value = Input.of("W", parameter.shape());
            gradient = Input.of("∂J/∂W", parameter.shape());
            memory.forEach(each -> remembered.put(each, Input.of("memory " + each, parameter.shape())));
            next = OwnMethod.this.next(new Now(value, gradient, remembered, rate, step));
            List<Node> outputs = new ArrayList<>(next.memory);
            outputs.add(next.value);
            run = Run.of(Graph.of(outputs));
        }

        void step(Proposal proposal, double[] now, double[] gradientNow) {
            List<Input> used = run.graph().inputs();
            feed(used, value, now);
            feed(used, gradient, gradientNow);
            int index = 0;
            for (Node each : remembered.values()) {
                feed(used, (Input) each, proposal.remembered[index++]);
            }
            feed(used, rate, proposal.rate);
            feed(used, step, new double[] {proposal.t});
            run.forward();
            for (int i = 0; i < next.memory.size(); i++) {
                run.read(next.memory.get(i), proposal.memory[i]);
            }
            run.read(next.value, proposal.value);
        }

        private void feed(List<Input> used, Input input, double[] numbers) {
            if (used.contains(input)) {
                run.feed(input, numbers);
            }
        }
    }

    @Override
    public String toString() {
        return name + " remembers " + memory;
    }
}
