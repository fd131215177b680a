package dev.gradus.run;

import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Op;
import dev.gradus.node.Where;
import java.util.BitSet;
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

    /**
     * The ops at these places of the program.
     *
     * @param results the arrays that all this is for
     */
    Schedule(Program program, BitSet places, Buffers buffers, double[][] results, Kernels kernels, boolean checked) {
        this.ops = new Op[places.cardinality()];
        this.computations = new KernelOp[ops.length];
        this.kernels = kernels;
        this.in = new double[ops.length][][];
        this.out = new double[ops.length][];
        this.results = results;
        this.checked = checked;
        int i = 0;
        for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
            ops[i] = (Op) program.node(place);
            computations[i] = computation(ops[i]);
            out[i] = buffers.of(place);
            in[i] = new double[program.inputs(place)][];
            for (int operand = 0; operand < in[i].length; operand++) {
                in[i][operand] = buffers.of(program.input(place, operand));
            }
            i++;
        }
    }

    int size() {
        return ops.length;
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
