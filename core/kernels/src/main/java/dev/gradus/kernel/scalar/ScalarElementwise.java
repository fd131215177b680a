package dev.gradus.kernel.scalar;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.UnaryFunction;
import dev.gradus.kernel.math.Elementary;

/** One loop for each function of one or two elements. */
public final class ScalarElementwise {
    private ScalarElementwise() {}

    public static void unary(UnaryFunction f, double[] x, int atX, double[] out, int at, int count) {
        switch (f) {
            case NEGATE -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = -x[atX + i];
                }
            }
            case ABS -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Math.abs(x[atX + i]);
                }
            }
            case RELU -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Math.max(x[atX + i], 0.0);
                }
            }
            case SQUARE -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = x[atX + i] * x[atX + i];
                }
            }
            case SQRT -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Math.sqrt(x[atX + i] + 0.0);
                }
            }
            case RECIPROCAL -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = 1 / x[atX + i];
                }
            }
            case EXP -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.exp(x[atX + i]);
                }
            }
            case EXPM1 -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.expm1(x[atX + i]);
                }
            }
            case LOG -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.log(x[atX + i]);
                }
            }
            case LOG1P -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.log1p(x[atX + i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.tanh(x[atX + i]);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.sigmoid(x[atX + i]);
                }
            }
            case SOFTPLUS -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.softplus(x[atX + i]);
                }
            }
            case ERF -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.erf(x[atX + i]);
                }
            }
            case SIN -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.sin(x[atX + i]);
                }
            }
            case COS -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.cos(x[atX + i]);
                }
            }
            case TAN -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.tan(x[atX + i]);
                }
            }
            case ASIN -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.asin(x[atX + i]);
                }
            }
            case ACOS -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.acos(x[atX + i]);
                }
            }
            case ATAN -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.atan(x[atX + i]);
                }
            }
            case SINH -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.sinh(x[atX + i]);
                }
            }
            case COSH -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.cosh(x[atX + i]);
                }
            }
            case ASINH -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.asinh(x[atX + i]);
                }
            }
            case ACOSH -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.acosh(x[atX + i]);
                }
            }
            case ATANH -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.atanh(x[atX + i]);
                }
            }
            case EXP2 -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.exp2(x[atX + i]);
                }
            }
            case LOG2 -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.log2(x[atX + i]);
                }
            }
            case LOG10 -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.log10(x[atX + i]);
                }
            }
            case CBRT -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.cbrt(x[atX + i]);
                }
            }
            case RSQRT -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.rsqrt(x[atX + i]);
                }
            }
            case ERFC -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.erfc(x[atX + i]);
                }
            }
            case LOGIT -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.logit(x[atX + i]);
                }
            }
            case ERFINV -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.erfinv(x[atX + i]);
                }
            }
            case ERFCINV -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.erfcinv(x[atX + i]);
                }
            }
            case ERFCX -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.erfcx(x[atX + i]);
                }
            }
            case LGAMMA -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.lgamma(x[atX + i]);
                }
            }
            case DIGAMMA -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.digamma(x[atX + i]);
                }
            }
            case SINC -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.sinc(x[atX + i]);
                }
            }
        }
    }

    public static void binary(
            BinaryFunction f,
            double[] a,
            int atA,
            int stepA,
            double[] b,
            int atB,
            int stepB,
            double[] out,
            int at,
            int count) {
        switch (f) {
            case ADD -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = a[atA + i * stepA] + b[atB + i * stepB];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = a[atA + i * stepA] - b[atB + i * stepB];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = a[atA + i * stepA] * b[atB + i * stepB];
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = a[atA + i * stepA] / b[atB + i * stepB];
                }
            }
            case MAXIMUM -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Math.max(a[atA + i * stepA], b[atB + i * stepB]);
                }
            }
            case MINIMUM -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Math.min(a[atA + i * stepA], b[atB + i * stepB]);
                }
            }
            case EQUAL -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = a[atA + i * stepA] == b[atB + i * stepB] ? 1 : 0;
                }
            }
            case NOT_EQUAL -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = a[atA + i * stepA] != b[atB + i * stepB] ? 1 : 0;
                }
            }
            case LESS -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = a[atA + i * stepA] < b[atB + i * stepB] ? 1 : 0;
                }
            }
            case LESS_OR_EQUAL -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = a[atA + i * stepA] <= b[atB + i * stepB] ? 1 : 0;
                }
            }
            case GREATER -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = a[atA + i * stepA] > b[atB + i * stepB] ? 1 : 0;
                }
            }
            case GREATER_OR_EQUAL -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = a[atA + i * stepA] >= b[atB + i * stepB] ? 1 : 0;
                }
            }
            case ATAN2 -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.atan2(a[atA + i * stepA], b[atB + i * stepB]);
                }
            }
            case POW -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.pow(a[atA + i * stepA], b[atB + i * stepB]);
                }
            }
            case HYPOT -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.hypot(a[atA + i * stepA], b[atB + i * stepB]);
                }
            }
            case LOGADDEXP -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.logaddexp(a[atA + i * stepA], b[atB + i * stepB]);
                }
            }
            case XLOGY -> {
                for (int i = 0; i < count; i++) {
                    out[at + i] = Elementary.xlogy(a[atA + i * stepA], b[atB + i * stepB]);
                }
            }
        }
    }
}
