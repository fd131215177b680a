package dev.gradus.run;

import dev.gradus.flow.Body;
import dev.gradus.flow.Loop;
import dev.gradus.flow.Loop.Kind;
import dev.gradus.flow.Loop.Result;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.plan.Program;
import dev.gradus.plan.SeveralResults;
import dev.gradus.plan.SpareArrays;
import dev.gradus.plan.fuse.StepOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A loop whose body is planned once, and then runs step by step. The plan computes only what the requested results
 * need.
 */
final class PlannedLoop implements SeveralResults {
    /** With fewer steps, loops over few elements do not pay off. */
    private static final int MANY = 16;

    private final Loop loop;
    private final PlanOptions options;
    private final Function<Loop, SeveralResults> loopsInside;
    private final SpareArrays arrays;
    private final List<StepPlan> plans;

    /**
     * Creates a loop that is planned when it is bound.
     *
     * @param loopsInside returns the computation of a loop inside the body
     * @param arrays arrays shared with loops that run before or after this one
     * @param plans receives the plan of the body
     */
    PlannedLoop(
            Loop loop,
            PlanOptions options,
            Function<Loop, SeveralResults> loopsInside,
            SpareArrays arrays,
            List<StepPlan> plans) {
        this.loop = loop;
        this.arrays = arrays;
        this.options = options;
        this.loopsInside = loopsInside;
        this.plans = plans;
    }

    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        bind(kernels, in, out).run();
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        int[] all = IntStream.range(0, loop.results().size()).toArray();
        double[][] same = new double[all.length][];
        Arrays.fill(same, out);
        return bind(in, all, same, Result::start);
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, int[] numbers, double[][] out) {
        return bind(in, numbers, out, result -> 0);
    }

    private BoundOp bind(double[][] in, int[] numbers, double[][] out, ToIntFunction<Result> start) {
        List<RunningLoop.Target> targets = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            Result result = loop.results().get(numbers[i]);
            targets.add(new RunningLoop.Target(result, out[i], start.applyAsInt(result)));
        }
        BitSet carries = neededCarries(targets);
        List<Node> results = results(carries, targets);
        TopologicalOrder inOrder = TopologicalOrder.of(results);
        boolean isRepeated = loop.steps() >= (options.loopsAtOnce() ? 2 : MANY)
                && options.has(Optimization.GENERATED_LOOPS)
                && inOrder.stream().anyMatch(node -> node.shape().elements() >= Kernels.FEWEST_FOR_VECTORS);
        TopologicalOrder nodes = isRepeated ? StepOrder.of(inOrder) : inOrder;
        Program program = new Program(nodes, nodes.size(), results, loopsInside);
        carries.stream()
                .forEach(i -> program.overwrite(
                        loop.body().carries().get(i), loop.body().next().get(i)));
        if (options.has(Optimization.REUSED_BUFFERS)) {
            arrays.beginPlan();
        }
        double[][] given = given(in, arrays::take);
        PlannedOps planned =
                PlannedOps.of(program, options, node -> given[loop.inputOf((Input) node)], arrays::take, isRepeated);
        StepPlan plan = new StepPlan(loop, planned, options);
        plans.add(plan);
        return new RunningLoop(loop, plan, planned.buffers(), in, given, carries, targets);
    }

    /**
     * Allocates the arrays that the body reads in place of carries and elements. A loop of one step reads its elements,
     * and any loop its other inputs, directly.
     */
    private double[][] given(double[][] in, IntFunction<double[]> newArrays) {
        Body body = loop.body();
        int carries = body.carries().size();
        double[][] given = in.clone();
        for (int i = 0; i < carries; i++) {
            given[i] = newArrays.apply(body.carries().get(i).shape().elements());
        }
        for (int i = 0; i < body.elements().size() && loop.steps() > 1; i++) {
            given[carries + i] = newArrays.apply(body.elements().get(i).shape().elements());
        }
        return given;
    }

    private List<Node> results(BitSet carries, List<RunningLoop.Target> targets) {
        List<Node> results = new ArrayList<>();
        carries.stream().forEach(i -> results.add(loop.body().next().get(i)));
        for (RunningLoop.Target target : targets) {
            if (target.result().kind() == Kind.ALL) {
                results.add(loop.body().outputs().get(target.result().of()));
            }
        }
        return results;
    }

    /** Finds the carries on which the targets depend in any step. */
    private BitSet neededCarries(List<RunningLoop.Target> targets) {
        Body body = loop.body();
        BitSet needed = new BitSet();
        Deque<Node> open = new ArrayDeque<>();
        if (loop.length() == Loop.Length.WHILE) {
            open.push(body.carries().get(body.carries().size() - 1));
        }
        for (RunningLoop.Target target : targets) {
            int of = target.result().of();
            switch (target.result().kind()) {
                case LAST, BEFORE -> open.push(body.carries().get(of));
                case ALL -> open.push(body.outputs().get(of));
                case STEPS -> {}
            }
        }
        Set<Node> visited = new HashSet<>();
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (visited.add(node)) {
                node.inputs().forEach(open::push);
                int carry = node instanceof Input input ? loop.inputOf(input) : -1;
                if (carry >= 0 && carry < body.carries().size()) {
                    needed.set(carry);
                    open.push(body.next().get(carry));
                }
            }
        }
        return needed;
    }
}
