package dev.gradus.plan;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.BitSet;

/** Computes the constant values that ops and results read. */
final class ConstantValues {
    private final Program program;
    private final Kernels kernels = AvailableKernels.scalar();
    private final BitSet read = new BitSet();
    private final BitSet stays = new BitSet();

    ConstantValues(Program program, BitSet ops) {
        this.program = program;
        for (int index = program.size() - 1; index >= 0; index--) {
            if (program.isResult(index)) {
                read(program.source(index), true);
            }
            boolean runs = ops.get(index);
            if (runs || (read.get(index) && program.node(index) instanceof Op)) {
                for (int i = 0; i < program.inputs(index); i++) {
                    read(program.input(index, i), runs);
                }
            }
        }
    }

    private void read(int index, boolean later) {
        if (program.isConstant(index)) {
            read.set(index);
            if (later) {
                stays.set(index);
            }
        }
    }

    /** Stores the values that ops and results read. Constants used only by other constants are not stored. */
    void into(double[][] arrays) {
        double[][] values = new double[program.size()][];
        for (int index = read.nextSetBit(0); index >= 0; index = read.nextSetBit(index + 1)) {
            Node node = program.node(index);
            values[index] = node instanceof Constant constant ? constant.value().toArray() : computed(index, values);
            if (stays.get(index)) {
                arrays[index] = values[index];
            }
        }
    }

    private double[] computed(int index, double[][] values) {
        double[][] in = new double[program.inputs(index)][];
        for (int i = 0; i < in.length; i++) {
            in[i] = values[program.input(index, i)];
        }
        double[] out = new double[program.elements(index)];
        program.computation(index).forward(kernels, in, out);
        return out;
    }
}
