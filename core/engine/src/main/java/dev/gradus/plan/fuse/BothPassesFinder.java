package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import dev.gradus.plan.Buffers;
import dev.gradus.plan.Program;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Pairs each loop of the backward pass with a forward loop at whose time all its inputs are available, if there is one.
 */
final class BothPassesFinder {
    /** The most partners tried for each backward loop, so that planning takes linear time. */
    private static final int TRIES = 64;

    private final Program program;
    private final BitSet ops;
    private final GeneratedLoops loops;
    private final Buffers buffers;

    BothPassesFinder(Program program, BitSet ops, GeneratedLoops loops, Buffers buffers) {
        this.program = program;
        this.ops = ops;
        this.loops = loops;
        this.buffers = buffers;
    }

    /**
     * Returns the replacements of all paired loops. One loop for both passes reads the operands once, which gains nothing
     * while they are in the cache.
     *
     * @param mostInCache the most elements of loops that are not paired
     */
    Map<BoundOp, BoundOp> find(int mostInCache) {
        Map<BoundOp, BoundOp> replacements = new IdentityHashMap<>();
        Map<Long, TreeMap<Integer, GeneratedOps>> free = new HashMap<>();
        List<GeneratedOps> candidates = new ArrayList<>();
        for (GeneratedOps loop : loops.bound()) {
            FusedOps of = loop.ops();
            if (of.elements() <= mostInCache) {
                continue;
            }
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

    /** Loops can be paired only if they have equal sizes and both or neither may call users' formulas. */
    private static long kind(FusedOps loop) {
        return 2L * loop.elements() + (loop.calls() ? 1 : 0);
    }

    /**
     * Returns the last op whose value a loop reads. If a forward loop ends at this op or later, all operands are
     * available at its time, because its ops are adjacent.
     */
    private int latestOperand(FusedOps loop) {
        return loop.arrays().stream()
                .flatMapToInt(FusedOps.Value::read)
                .filter(ops::get)
                .max()
                .orElse(0);
    }

    /**
     * Returns for each loop the last earlier op that uses an array to which the loop writes. If the loop ran before
     * that op, it would overwrite a value that is still needed.
     */
    private Map<GeneratedOps, Integer> latestDisturbed(List<GeneratedOps> backward) {
        Map<Integer, GeneratedOps> byFirst = new HashMap<>();
        Map<double[], Integer> latestUse = new IdentityHashMap<>();
        for (GeneratedOps loop : backward) {
            byFirst.put(loop.ops().first(), loop);
            written(loop.ops()).forEach(index -> latestUse.put(buffers.of(index), 0));
        }
        Map<GeneratedOps, Integer> latest = new IdentityHashMap<>();
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            GeneratedOps loop = byFirst.get(index);
            if (loop != null) {
                latest.put(
                        loop,
                        written(loop.ops())
                                .map(result -> latestUse.getOrDefault(buffers.of(result), 0))
                                .max()
                                .orElse(0));
            }
            uses(index, latestUse);
        }
        return latest;
    }

    private static IntStream written(FusedOps loop) {
        return loop.arrays().stream()
                .filter(value -> value.use().compareTo(FusedOps.Use.WRITTEN) >= 0)
                .mapToInt(FusedOps.Value::index);
    }

    /** Whether a loop would write to an array from which it copies elements of other positions. */
    private boolean overwritesMoved(FusedOps loop) {
        Set<double[]> moved = Collections.newSetFromMap(new IdentityHashMap<>());
        loop.arrays().stream()
                .filter(value -> value.moved().isPresent())
                .flatMapToInt(FusedOps.Value::read)
                .forEach(index -> moved.add(buffers.of(index)));
        return !moved.isEmpty() && written(loop).anyMatch(index -> moved.contains(buffers.of(index)));
    }

    private void uses(int index, Map<double[], Integer> latestUse) {
        latestUse.replace(buffers.of(index), index);
        for (int i = 0; i < program.inputs(index); i++) {
            latestUse.replace(buffers.of(program.input(index, i)), index);
        }
    }

    /** Fuses a backward loop with the first possible forward loop. */
    private Optional<BothPasses> partner(Iterable<GeneratedOps> forward, GeneratedOps backward, Readers readers) {
        int tries = 0;
        for (GeneratedOps loop : forward) {
            Optional<FusedOps> both = loop.ops().with(backward.ops());
            both.ifPresent(fused -> readers.close(fused, index -> false));
            if (both.isPresent() && !overwritesMoved(both.get())) {
                return Optional.of(new BothPasses(loops.bind(both.get()), loop, backward));
            }
            if (++tries == TRIES) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
