package dev.gradus.properties.node;

import dev.gradus.node.Erfc;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class ErfcProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Erfc::new)
                .input("x", anyShape(), Values.between(-4, 10))
                .reference(ErfcProperties::reference);
    }

    /** Below 1 the series of the error function, above a continued fraction (NIST Digital Library, 7.6.2 and 7.9.1). */
    private static double reference(double x) {
        return x < 0 ? 2 - reference(-x) : x < 1 ? 1 - series(x) : fraction(x);
    }

    private static double series(double x) {
        double sum = 0;
        double term = x;
        for (int n = 1; sum + term != sum; n++) {
            sum += term;
            term *= 2 * x * x / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    private static double fraction(double x) {
        double rest = x;
        for (int n = 400; n > 0; n--) {
            rest = x + n / 2.0 / rest;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / rest;
    }
}
