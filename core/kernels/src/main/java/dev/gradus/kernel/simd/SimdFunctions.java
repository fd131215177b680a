package dev.gradus.kernel.simd;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.UnaryFunction;

/** The handwritten loops of each function. */
final class SimdFunctions {
    /** The loops of the functions that were needed so far. */
    private static final SimdLoop[][] LOOPS = new SimdLoop[UnaryFunction.values().length][0];

    private SimdFunctions() {}

    /** Computes whole vectors by the handwritten loops of a function, block by block if there are several. */
    static void run(UnaryFunction f, double[] x, int atX, double[] scratch, double[] out, int at, int whole) {
        SimdLoop[] parts = LOOPS[f.ordinal()];
        if (parts.length == 0) {
            parts = loops(f);
            LOOPS[f.ordinal()] = parts;
        }
        int block = parts.length == 1 ? whole : SimdLoop.BLOCK;
        int done = 0;
        do {
            int elements = Math.min(block, whole - done);
            for (SimdLoop part : parts) {
                part.run(x, atX + done, scratch, out, at + done, elements);
            }
            done += elements;
        } while (done < whole);
    }

    static boolean isGenerated(UnaryFunction f) {
        return switch (f) {
            case EXP, EXPM1, LOG, LOG1P, TANH, SIGMOID, SOFTPLUS, ERF -> false;
            default -> true;
        };
    }

    static boolean isGenerated(BinaryFunction f) {
        return f.compareTo(BinaryFunction.ATAN2) >= 0;
    }

    private static SimdLoop[] loops(UnaryFunction f) {
        return switch (f) {
            case EXP -> new SimdLoop[] {SimdExponential::bound, SimdExponential::exp};
            case EXPM1 ->
                new SimdLoop[] {SimdExponential::reduceForExpm1, SimdExponential::tail, SimdExponential::expm1};
            case LOG -> new SimdLoop[] {SimdLogarithm::log};
            case LOG1P -> new SimdLoop[] {SimdLogarithm::reduceForLog1p, SimdLogarithm::sum, SimdLogarithm::log1p};
            case TANH -> new SimdLoop[] {SimdSigmoidal::reduceForTanh, SimdExponential::tail, SimdSigmoidal::tanh};
            case SIGMOID ->
                new SimdLoop[] {SimdExponential::boundNegatedMagnitude, SimdExponential::power, SimdSigmoidal::sigmoid};
            case SOFTPLUS ->
                new SimdLoop[] {
                    SimdExponential::boundNegatedMagnitude,
                    SimdExponential::power,
                    SimdLogarithm::reduceForSoftplus,
                    SimdLogarithm::sum,
                    SimdLogarithm::softplus
                };
            case ERF ->
                new SimdLoop[] {SimdErrorFunction::logarithmOfComplement, SimdExponential::power, SimdErrorFunction::erf
                };
            default -> throw new IllegalArgumentException(f + " has only a generated loop");
        };
    }
}
