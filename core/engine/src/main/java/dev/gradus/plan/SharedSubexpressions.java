package dev.gradus.plan;

import dev.gradus.node.Constant;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Computes ops with equal classes, attributes and inputs once, if they {@linkplain Op#mayBeShared may be shared}. */
public final class SharedSubexpressions implements Rewrite {
    /**
     * An open-addressing hash table. An entry is an op's hash in the upper half and its index + 1 in the lower, or 0.
     */
    private final long[] table;

    /** Replaces equal constants by the first of them. */
    public SharedSubexpressions(Program program) {
        table = new long[2 * Integer.highestOneBit(program.size() + program.size() / 3 + 1)];
        Map<Tensor, Integer> constants = new HashMap<>();
        for (int index = 0; index < program.size(); index++) {
            if (program.isConstant(index) && program.node(index) instanceof Constant constant) {
                Integer known = constants.putIfAbsent(constant.value(), index);
                if (known != null) {
                    program.replace(index, known);
                }
            }
        }
    }

    @Override
    public boolean apply(Program program, int index) {
        if (!((Op) program.node(index)).mayBeShared()) {
            return false;
        }
        int hash = hash(program, index);
        int slot = latestInput(program, index) & table.length - 1;
        if (table[slot] != 0 && !isEqual(program, table[slot], hash, index)) {
            slot = hash & table.length - 1;
            while (table[slot] != 0 && !isEqual(program, table[slot], hash, index)) {
                slot = slot + 1 & table.length - 1;
            }
        }
        if (table[slot] != 0) {
            return program.replace(index, (int) table[slot] - 1);
        }
        table[slot] = (long) hash << Integer.SIZE | index + 1;
        return false;
    }

    /** The first slot to probe. In a long graph it is near the slots of recent ops, which are still in the cache. */
    private int latestInput(Program program, int index) {
        int latest = 0;
        for (int i = 0; i < program.inputs(index); i++) {
            latest = Math.max(latest, program.input(index, i));
        }
        return latest;
    }

    private int hash(Program program, int index) {
        Op op = (Op) program.node(index);
        int hash = 31 * op.getClass().hashCode() + op.attributes().hashCode();
        for (int i = 0; i < program.inputs(index); i++) {
            hash = 31 * hash + program.input(index, i);
        }
        // Scatters adjacent hashes, which would otherwise form long runs in the table.
        int spread = hash * 0x9E3779B9;
        return spread ^ spread >>> 16;
    }

    private boolean isEqual(Program program, long entry, int hash, int index) {
        return (int) (entry >>> Integer.SIZE) == hash && areEqual(program, (int) entry - 1, index);
    }

    /** Compares shapes too, because a removed view leaves inputs of another shape. */
    private boolean areEqual(Program program, int known, int index) {
        Op a = (Op) program.node(known);
        Op b = (Op) program.node(index);
        boolean equal = a.getClass() == b.getClass()
                && program.inputs(known) == program.inputs(index)
                && a.attributes().equals(b.attributes());
        for (int i = 0; equal && i < program.inputs(index); i++) {
            equal = program.input(known, i) == program.input(index, i)
                    && a.input(i).shape().equals(b.input(i).shape());
        }
        return equal;
    }
}
