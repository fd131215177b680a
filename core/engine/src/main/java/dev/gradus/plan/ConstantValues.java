package dev.gradus.plan;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.BitSet;

/** The constant values that something reads. */
final class ConstantValues {
    private final Program program;
    private final Kernels kernels = AvailableKernels.scalar();
    private final BitSet read = new BitSet();
    private final BitSet stays = new BitSet();

    ConstantValues(Program program, BitSet ops) {
        this.program = program;
        for (int place = program.size() - 1; place >= 0; place--) {
            if (program.isResult(place)) {
                read(program.source(place), true);
            }
            boolean runs = ops.get(place);
            if (runs || (read.get(place) && program.node(place) instanceof Op)) {
                for (int i = 0; i < program.inputs(place); i++) {
                    read(program.input(place, i), runs);
                }
            }
        }
    }

    private void read(int place, boolean later) {
        if (program.isConstant(place)) {
            read.set(place);
            if (later) {
                stays.set(place);
            }
        }
    }

    /** Puts what the ops and the results read into its places. */
    void into(double[][] arrays) {
        double[][] values = new double[program.size()][];
        for (int place = read.nextSetBit(0); place >= 0; place = read.nextSetBit(place + 1)) {
            Node node = program.node(place);
            values[place] = node instanceof Constant constant ? constant.value().toArray() : computed(place, values);
            if (stays.get(place)) {
                arrays[place] = values[place];
            }
        }
    }

    private double[] computed(int place, double[][] values) {
        double[][] in = new double[program.inputs(place)][];
        for (int i = 0; i < in.length; i++) {
            in[i] = values[program.input(place, i)];
        }
        double[] out = new double[program.elements(place)];
        program.computation(place).forward(kernels, in, out);
        return out;
    }
}
