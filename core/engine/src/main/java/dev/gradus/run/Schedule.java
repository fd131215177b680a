package dev.gradus.run;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Where;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Ops in the order in which they run, each with its arrays. */
final class Schedule {
    private final Op[] ops;
    private final KernelOp[] computations;
    private final Kernels kernels;
    private final double[][][] in;
    private final double[][] out;
    private final double[][] results;
    private final boolean checked;

    private Schedule(
            List<Op> ops, Map<Node, double[]> arrays, Collection<Node> results, Kernels kernels, boolean checked) {
        this.ops = ops.toArray(new Op[0]);
        this.computations = ops.stream().map(Schedule::computation).toArray(KernelOp[]::new);
        this.kernels = kernels;
        this.in = new double[this.ops.length][][];
        this.out = new double[this.ops.length][];
        this.results = results.stream().map(arrays::get).toArray(double[][]::new);
        this.checked = checked;
        for (int i = 0; i < this.ops.length; i++) {
            in[i] = this.ops[i].inputs().stream().map(arrays::get).toArray(double[][]::new);
            out[i] = arrays.get(this.ops[i]);
        }
    }

    /**
     * The ops among these nodes, which are sorted topologically; what is no op has its value already.
     *
     * @param results the nodes that all this is for
     */
    static Schedule of(
            List<Node> nodes, Map<Node, double[]> arrays, Collection<Node> results, Kernels kernels, boolean checked) {
        return new Schedule(
                nodes.stream().filter(Op.class::isInstance).map(Op.class::cast).toList(),
                arrays,
                results,
                kernels,
                checked);
    }

    /** An op that knows kernels gets the run's, any other computes as it does. */
    private static KernelOp computation(Op op) {
        return op instanceof KernelOp kernelOp ? kernelOp : (kernels, in, out) -> op.forward(in, out);
    }

    void run() {
        if (checked) {
            runChecked();
            return;
        }
        for (int i = 0; i < ops.length; i++) {
            computations[i].forward(kernels, in[i], out[i]);
        }
    }

    /** Goes on to the end after the first number that is not finite, to see whether it comes through to a result. */
    private void runChecked() {
        Optional<NonFinite> first = Optional.empty();
        for (int i = 0; i < ops.length; i++) {
            computations[i].forward(kernels, in[i], out[i]);
            if (first.isEmpty()) {
                first = NonFinite.in(ops[i], in[i], out[i]);
            }
        }
        if (first.isPresent()) {
            boolean maskedLater = Stream.of(results).allMatch(NonFinite::allFinite);
            boolean masks = Stream.of(ops).anyMatch(Where.class::isInstance);
            throw new NonFiniteException(first.get().message(maskedLater, masks));
        }
    }
}
