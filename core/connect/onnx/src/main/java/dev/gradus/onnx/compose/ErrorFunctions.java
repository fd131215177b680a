package dev.gradus.onnx.compose;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;

/**
 * The error function and its kin, of which ONNX has the first alone, and ONNX Runtime in single precision.
 *
 * <p>For x ≥ 0, (1 + 2 x) e^(x²) erfc(x) goes from 1 to 2/√π and is a short series of Chebyshev polynomials in t = (x − k) / (x
 * + k) with k = 3.75 (Schonfelder, "Chebyshev expansions for the error and related functions", Mathematics of Computation 32,
 * 1978). So is (1 + x)² times minus the derivative of e^(x²) erfc(x). The coefficients are from {@code
 * src/test/python/error_functions.py}.
 */
final class ErrorFunctions {
    private static final double K = 3.75;

    private static final double[] SCALED = {
        2.3551578691348034,
        -0.004590054580646478,
        -0.08424913336651792,
        0.05920993999819189,
        -0.026658668435305753,
        0.009074997670705265,
        -0.002413163540417608,
        0.0004907758365258086,
        -6.916973302501207e-5,
        4.13902798607301e-6,
        7.74038306619849e-7,
        -2.1886401049234397e-7,
        1.076499946567091e-8,
        4.521959811218287e-9,
        -7.754400208831351e-10,
        -6.318088340886684e-11,
        2.86879501093067e-11,
        1.9455868545777347e-13,
        -9.65469674843344e-13,
        3.25254814814874e-14,
        3.3478119482868056e-14,
        -1.864562880419313e-15,
        -1.2507950530688648e-15,
        7.418235256624044e-17,
        5.068148904796111e-17
    };

    private static final double[] SLOPE = {
        1.7115294087648183,
        -0.32632672095704013,
        0.01275684697634798,
        0.0380019748114657,
        -0.021480323541835815,
        0.006428595880069251,
        -0.0008921819392065622,
        -0.0001614253645907213,
        0.0001301426971477412,
        -3.728955597058229e-5,
        5.364629230835643e-6,
        4.8675651924893906e-8,
        -1.8060216165088602e-7,
        2.5892159826832114e-8,
        2.7067662026954518e-9,
        -1.1967642870412639e-9,
        1.6104032126466887e-11,
        4.256109838214367e-11,
        -3.3496819495547186e-12,
        -1.4725558162771486e-12,
        1.906971152201855e-13,
        5.450456257827747e-14,
        -8.878070921527253e-15,
        -2.2560121145857476e-15,
        3.8106540964569765e-16,
        1.0460014229855104e-16,
        -1.518267124685124e-17,
        -5.267616039112987e-18
    };

    /** The last term of the power series is below the last bit for |x| &lt; 1. */
    private static final int TERMS = 19;

    private ErrorFunctions() {}

    /** Near 0 the power series 2/√π Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2 n + 1)), further away 1 − erfc(|x|) with the sign of x. */
    static Node erf(Node x) {
        Node square = x.square();
        Node series = Node.of(coefficient(TERMS - 1));
        for (int n = TERMS - 2; n >= 0; n--) {
            series = series.multiply(square).add(coefficient(n));
        }
        Node far = x.sign().multiply(Node.of(1).subtract(tail(x.abs())));
        return x.abs().less(1).where(x.multiply(series), far);
    }

    private static double coefficient(int n) {
        double coefficient = 2 / Math.sqrt(Math.PI);
        for (int k = 1; k <= n; k++) {
            coefficient /= -k;
        }
        return coefficient / (2 * n + 1);
    }

    /** e^(−x²) erfcx(x), and 2 − erfc(−x) where x is negative. */
    static Node erfc(Node x) {
        Node tail = tail(x.abs());
        return x.less(0).where(Node.of(2).subtract(tail), tail);
    }

    private static Node tail(Node size) {
        return size.square().negate().exp().multiply(scaled(size));
    }

    /** e^(x²) erfc(x); where x is negative, 2 e^(x²) − erfcx(−x). */
    static Node erfcx(Node x) {
        Node scaled = scaled(x.abs());
        return x.less(0).where(x.square().exp().multiply(2).subtract(scaled), scaled);
    }

    /** 2 x erfcx(x) − 2/√π, which cancels where x is positive. */
    static Node slopeOfErfcx(Node x) {
        Node size = x.maximum(0);
        Node right = series(size, SLOPE).divide(size.add(1).square()).negate();
        Node left = x.multiply(erfcx(x)).multiply(2).subtract(2 / Math.sqrt(Math.PI));
        return x.less(0).where(left, right);
    }

    private static Node scaled(Node size) {
        return series(size, SCALED).divide(size.multiply(2).add(1));
    }

    /** ½ c₀ + c₁ T₁(t) + c₂ T₂(t) + …, by Clenshaw's recurrence; t is 1 where x is infinite. */
    private static Node series(Node size, double... coefficients) {
        Node t = size.equal(Double.POSITIVE_INFINITY)
                .where(Constant.of(1), size.subtract(K).divide(size.add(K)));
        Node twice = t.multiply(2);
        Node next = Constant.of(0), afterNext = Constant.of(0);
        for (int k = coefficients.length - 1; k > 0; k--) {
            Node sum = twice.multiply(next).subtract(afterNext).add(coefficients[k]);
            afterNext = next;
            next = sum;
        }
        return t.multiply(next).subtract(afterNext).add(coefficients[0] / 2);
    }
}
