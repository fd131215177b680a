package dev.gradus.run;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.KernelOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.node.Op;
import dev.gradus.node.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ops in the order in which they run, each with its arrays. */
final class Schedule {
    private final Op[] ops;
    private final BoundOp[] bound;
    private final double[][][] in;
    private final double[][] out;
    private final double[][] results;
    private final boolean checked;
    private final int size;

    /**
     * The ops at these places of the program.
     *
     * @param results the arrays that all this is for
     */
    Schedule(
            Program program,
            BitSet places,
            Groups groups,
            Buffers buffers,
            double[][] results,
            Kernels kernels,
            boolean checked) {
        this.results = results;
        this.checked = checked;
        List<int[]> parts = parts(places, groups);
        this.ops = new Op[parts.size()];
        this.bound = new BoundOp[ops.length];
        this.in = new double[ops.length][][];
        this.out = new double[ops.length][];
        for (int i = 0; i < ops.length; i++) {
            int[] part = parts.get(i);
            int place = part[0];
            ops[i] = (Op) program.node(place);
            KernelOp computation = groups.of(place) < 0
                    ? program.computation(place)
                    : new BlockwiseOps(program, groups, buffers, part, kernels.threads());
            out[i] = buffers.of(place);
            in[i] = new double[program.inputs(place)][];
            for (int operand = 0; operand < in[i].length; operand++) {
                in[i][operand] = buffers.of(program.input(place, operand));
            }
            bound[i] = computation.bind(kernels, in[i], out[i]);
        }
        this.size = places.cardinality();
    }

    /** Each op by itself or with the others of its group. */
    private static List<int[]> parts(BitSet places, Groups groups) {
        List<int[]> parts = new ArrayList<>();
        int[] part = new int[places.cardinality()];
        int size = 0;
        for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
            if (size > 0 && (groups.of(place) < 0 || groups.of(place) != groups.of(part[0]))) {
                parts.add(Arrays.copyOf(part, size));
                size = 0;
            }
            part[size++] = place;
        }
        if (size > 0) {
            parts.add(Arrays.copyOf(part, size));
        }
        return parts;
    }

    /** How many ops run. */
    int size() {
        return size;
    }

    void run() {
        if (checked) {
            runChecked();
            return;
        }
        for (BoundOp op : bound) {
            op.run();
        }
    }

    /** Goes on to the end after the first number that is not finite, to see whether it comes through to a result. */
    private void runChecked() {
        Optional<NonFinite> first = Optional.empty();
        for (int i = 0; i < ops.length; i++) {
            bound[i].run();
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
