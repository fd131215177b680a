package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import dev.gradus.plan.Buffers;
import dev.gradus.plan.Program;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Pairs loops of the backward pass with loops of the forward pass, if all inputs are already computed there. */
final class LoopsOfBothPasses {
    /** Each backward loop is tried with at most this number of others, so that planning takes linear time. */
    private static final int TRIES = 64;

    private final Program program;
    private final BitSet ops;
    private final BoundLoops loops;
    private final Buffers buffers;

    LoopsOfBothPasses(Program program, BitSet ops, BoundLoops loops, Buffers buffers) {
        this.program = program;
        this.ops = ops;
        this.loops = loops;
        this.buffers = buffers;
    }

    /** The replacements of the loops that were found, each in one pair at most. */
    Map<BoundOp, BoundOp> find() {
        Map<BoundOp, BoundOp> replacements = new IdentityHashMap<>();
        Map<Long, TreeMap<Integer, GeneratedOps>> free = new HashMap<>();
        List<GeneratedOps> candidates = new ArrayList<>();
        for (GeneratedOps loop : loops.all()) {
            FusedOps of = loop.ops();
            if (program.isForward(of.first())) {
                free.computeIfAbsent(kind(of), unknown -> new TreeMap<>()).put(of.last(), loop);
            } else if (program.isForward(latestOperand(of))) {
                candidates.add(loop);
            }
        }
        if (free.isEmpty() || candidates.isEmpty()) {
            return replacements;
        }
        Readers readers = new Readers(program, ops);
        Map<GeneratedOps, Integer> disturbed = latestDisturbed(candidates);
        for (GeneratedOps backward : candidates) {
            int after = Math.max(latestOperand(backward.ops()), disturbed.getOrDefault(backward, 0));
            TreeMap<Integer, GeneratedOps> fitting = free.getOrDefault(kind(backward.ops()), new TreeMap<>());
            partner(fitting.tailMap(after).values(), backward, readers).ifPresent(both -> {
                fitting.remove(both.forward().ops().last());
                replacements.putAll(both.replacements());
            });
        }
        return replacements;
    }

    /** Only loops of equal size go together, and only if both call users' formulas or neither does. */
    private static long kind(FusedOps loop) {
        return 2L * loop.elements() + (loop.calls() ? 1 : 0);
    }

    /**
     * The last op that a loop reads from. A loop that ends no earlier, and begins behind all others that this one reads,
     * has all operands of this one, because the ops of a loop are adjacent.
     */
    private int latestOperand(FusedOps loop) {
        return places(loop, FusedOps.Use.READ, FusedOps.Use.REPEATED)
                .filter(ops::get)
                .max()
                .orElse(0);
    }

    private static IntStream places(FusedOps loop, FusedOps.Use from, FusedOps.Use to) {
        return loop.arrays().stream()
                .filter(value -> value.use().compareTo(from) >= 0 && value.use().compareTo(to) <= 0)
                .mapToInt(FusedOps.Value::place);
    }

    /**
     * For each loop the last earlier op that uses an array into which the loop writes. Paired with a loop that ends
     * before that op, it would disturb it.
     */
    private Map<GeneratedOps, Integer> latestDisturbed(List<GeneratedOps> backward) {
        Map<Integer, GeneratedOps> byFirst = new HashMap<>();
        Map<double[], Integer> latestUse = new IdentityHashMap<>();
        for (GeneratedOps loop : backward) {
            byFirst.put(loop.ops().first(), loop);
            written(loop.ops()).forEach(place -> latestUse.put(buffers.of(place), 0));
        }
        Map<GeneratedOps, Integer> latest = new IdentityHashMap<>();
        for (int place = ops.nextSetBit(0); place >= 0; place = ops.nextSetBit(place + 1)) {
            GeneratedOps loop = byFirst.get(place);
            if (loop != null) {
                latest.put(
                        loop,
                        written(loop.ops())
                                .map(result -> latestUse.getOrDefault(buffers.of(result), 0))
                                .max()
                                .orElse(0));
            }
            uses(place, latestUse);
        }
        return latest;
    }

    private static IntStream written(FusedOps loop) {
        return places(loop, FusedOps.Use.WRITTEN, FusedOps.Use.SUM);
    }

    private void uses(int place, Map<double[], Integer> latestUse) {
        latestUse.replace(buffers.of(place), place);
        for (int i = 0; i < program.inputs(place); i++) {
            latestUse.replace(buffers.of(program.input(place, i)), place);
        }
    }

    /** The first forward loop that can be computed together with a backward one. */
    private Optional<BothPasses> partner(Iterable<GeneratedOps> forward, GeneratedOps backward, Readers readers) {
        int tries = 0;
        for (GeneratedOps loop : forward) {
            Optional<FusedOps> both = loop.ops().with(backward.ops());
            if (both.isPresent()) {
                readers.close(both.get());
                return Optional.of(new BothPasses(loops.bind(both.get()), loop, backward));
            }
            if (++tries == TRIES) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
