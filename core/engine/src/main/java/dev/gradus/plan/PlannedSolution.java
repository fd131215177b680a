package dev.gradus.plan;

import dev.gradus.flow.Loop;
import dev.gradus.flow.Solution;
import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import java.util.Optional;
import java.util.function.Function;

/** Solves an equation by repeating a planned step. */
final class PlannedSolution implements KernelOp {
    /** The number of the step's result that holds the carry after it. */
    private static final int[] NEXT = {0};

    /** The number of the result that is the curvature. */
    private static final int[] MATRIX = {1};

    private final Solution solution;
    private final SeveralResults step;
    private final Optional<SeveralResults> curvature;

    PlannedSolution(Solution solution, Function<Loop, SeveralResults> loops) {
        this.solution = solution;
        this.step = loops.apply(solution.step());
        this.curvature = solution.isMinimum() ? Optional.of(loops.apply(solution.curvature())) : Optional.empty();
    }

    @Override
    public void forward(Kernels kernels, double[][] in, double[] out) {
        bind(kernels, in, out).run();
    }

    @Override
    public BoundOp bind(Kernels kernels, double[][] in, double[] out) {
        double[][] given = in.clone();
        given[0] = new double[out.length];
        Running running = new Running(in[0], given[0], out, step.bind(kernels, given, NEXT, new double[][] {out}));
        if (curvature.isEmpty()) {
            return running;
        }
        double[][] there = in.clone();
        there[0] = out;
        double[] matrix = new double[out.length * out.length];
        BoundOp bound = curvature.get().bind(kernels, there, MATRIX, new double[][] {matrix});
        return new BoundOp() {
            @Override
            public void run() {
                running.run();
                bound.run();
                solution.checkMinimum(out, matrix);
            }
        };
    }

    private final class Running extends BoundOp {
        private final double[] start;
        private final double[] x;
        private final double[] next;
        private final Runnable bound;

        Running(double[] start, double[] x, double[] next, BoundOp bound) {
            this.start = start;
            this.x = x;
            this.next = next;
            this.bound = bound::run;
        }

        @Override
        public void run() {
            System.arraycopy(start, 0, x, 0, x.length);
            solution.solve(x, next, bound);
        }
    }
}
