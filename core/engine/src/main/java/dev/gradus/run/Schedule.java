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
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ops in the order in which they run, each with its arrays. */
final class Schedule {
    private final BoundOp[] bound;
    private final Optional<Checked> checked;
    private final int size;

    /** What a checked run looks at: each op with its arrays, and the arrays that all this is for. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    private record Checked(List<Part> parts, Program program, double[][] results) {
        Op op(int index) {
            return (Op) program.node(parts.get(index).place);
        }
    }

    /**
     * The ops at these places of the program.
     *
     * @param results the arrays that all this is for
     */
    Schedule(
            Program program,
            BitSet places,
            Groups groups,
            Loops loops,
            Buffers buffers,
            double[][] results,
            Kernels kernels,
            boolean checked) {
        List<Part> parts = new ArrayList<>();
        for (int[] part : parts(places, groups)) {
            int place = part[0];
            KernelOp computation = groups.of(place) < 0
                    ? program.computation(place)
                    : new BlockwiseOps(program, groups, buffers, part, kernels.threads());
            double[][] in = new double[program.inputs(place)][];
            for (int operand = 0; operand < in.length; operand++) {
                in[operand] = buffers.of(program.input(place, operand));
            }
            double[] out = buffers.of(place);
            parts.add(new Part(place, computation.bind(kernels, in, out), in, out));
        }
        parts = inLoops(parts, loops, buffers, kernels);
        this.bound = new BoundOp[parts.size()];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = parts.get(i).bound;
        }
        this.checked = checked ? Optional.of(new Checked(parts, program, results)) : Optional.empty();
        this.size = places.cardinality();
    }

    /** What runs at a time, called by its first op's place. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    private record Part(int place, BoundOp bound, double[][] in, double[] out) {}

    /** The parts of each loop as one part. */
    private static List<Part> inLoops(List<Part> parts, Loops loops, Buffers buffers, Kernels kernels) {
        List<Part> merged = new ArrayList<>();
        for (int from = 0, to; from < parts.size(); from = to) {
            Part first = parts.get(from);
            int loop = loops.of(first.place);
            to = from + 1;
            while (to < parts.size() && loop >= 0 && loops.of(parts.get(to).place) == loop) {
                to++;
            }
            if (loop < 0) {
                merged.add(first);
            } else {
                BoundOp[] each =
                        parts.subList(from, to).stream().map(Part::bound).toArray(BoundOp[]::new);
                merged.add(new Part(first.place, loops.bind(loop, buffers, kernels, each), first.in, first.out));
            }
        }
        return merged;
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

    /** Lets others do what those do that are here. Bound ops are equal by identity. */
    void replace(Map<BoundOp, BoundOp> others) {
        for (int i = 0; i < bound.length && !others.isEmpty(); i++) {
            bound[i] = others.getOrDefault(bound[i], bound[i]);
        }
    }

    /** All of it as one, for an unchecked run. */
    BoundOp[] bound() {
        return bound;
    }

    /** How many ops run. */
    int size() {
        return size;
    }

    void run() {
        if (checked.isPresent()) {
            run(checked.get());
            return;
        }
        for (BoundOp op : bound) {
            op.run();
        }
    }

    /** Goes on to the end after the first number that is not finite, to see whether it comes through to a result. */
    private void run(Checked all) {
        Optional<NonFinite> first = Optional.empty();
        for (int i = 0; i < bound.length; i++) {
            bound[i].run();
            if (first.isEmpty()) {
                Part part = all.parts.get(i);
                first = NonFinite.in(all.op(i), part.in, part.out);
            }
        }
        if (first.isPresent()) {
            boolean maskedLater = Stream.of(all.results).allMatch(NonFinite::allFinite);
            boolean masks = IntStream.range(0, bound.length).mapToObj(all::op).anyMatch(Where.class::isInstance);
            throw new NonFiniteException(first.get().message(maskedLater, masks));
        }
    }
}
