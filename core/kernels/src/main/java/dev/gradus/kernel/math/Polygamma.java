package dev.gradus.kernel.math;

/**
 * The derivatives of ln Γ: digamma ψ and the polygamma functions ψ⁽ⁿ⁾.
 *
 * <p>Between 1 and 2, ψ is {@code (x − x₀)·D(x − 1.5)} with its zero x₀ as a pair of doubles and a minimax fit D of
 * degree 22, so that it is accurate at the zero. Smaller arguments are reduced by {@code ψ(x + 1) = ψ(x) + 1/x}. From 2
 * on ψ is {@code ln x − 1/2x − A(1/x²)/x²} with a fit A of degree 19. The derivatives are sums of powers, computed by
 * the Euler–Maclaurin formula. Negative arguments are reflected.
 */
public final class Polygamma {
    private static final double LARGE = 10;

    /** From this exponent on, few terms of a sum of powers are significant. */
    private static final double MANY = 200;

    /** Smaller powers may have lost digits. */
    private static final double LEAST = 0x1p-960;

    private static final double ROOT = 0x1.762d86356be3fp0;
    private static final double ROOT_LOW = 0x1.b86a722197829p-54;

    private static final double A0 = 0x1.5555555555555p-4;
    private static final double A1 = -0x1.111111111028cp-7;
    private static final double A2 = 0x1.04104100379f7p-8;
    private static final double A3 = -0x1.11110dc6e6364p-8;
    private static final double A4 = 0x1.f07a9ae8b6d49p-8;
    private static final double A5 = -0x1.5979a8d63d0c2p-6;
    private static final double A6 = 0x1.53f4b28fd11d9p-4;
    private static final double A7 = -0x1.b93056efe5c75p-2;
    private static final double A8 = 0x1.59b873b1b18c2p1;
    private static final double A9 = -0x1.25289bcf15a99p4;
    private static final double A10 = 0x1.e47c90df001c2p6;
    private static final double A11 = -0x1.688dbc4669b93p9;
    private static final double A12 = 0x1.ca4cc32c7850fp11;
    private static final double A13 = -0x1.df59217a21a3bp13;
    private static final double A14 = 0x1.90111536a4c3ep15;
    private static final double A15 = -0x1.0208b5af0d748p17;
    private static final double A16 = 0x1.ed9c9d5a649ep17;
    private static final double A17 = -0x1.489b141f3be14p18;
    private static final double A18 = 0x1.0f41c762a2595p18;
    private static final double A19 = -0x1.a18c44f9b0077p16;
    /** B₂ₖ/(2k)!. */
    private static final double[] BERNOULLI = {
        1.0 / 12,
        -1.0 / 720,
        1.0 / 30240,
        -1.0 / 1209600,
        1.0 / 47900160,
        -691.0 / 1307674368000.0,
        1.0 / 74724249600.0,
        -3617.0 / 10670622842880000.0,
        43867.0 / 5109094217170944000.0,
        -174611.0 / 802857662698291200000.0
    };

    private static final double D0 = 0x1.e6f0cbb873616p-1;
    private static final double D1 = -0x1.b1cb63005ee98p-2;
    private static final double D2 = 0x1.eca189b8e6f8ap-3;
    private static final double D3 = -0x1.2feeeb98a78cbp-3;
    private static final double D4 = 0x1.8512e59036c53p-4;
    private static final double D5 = -0x1.fb44202a259a3p-5;
    private static final double D6 = 0x1.4de9aa18926b6p-5;
    private static final double D7 = -0x1.b9f8b11b30521p-6;
    private static final double D8 = 0x1.2564713256629p-6;
    private static final double D9 = -0x1.8635641748dc7p-7;
    private static final double D10 = 0x1.03c0b7f1c1dd4p-7;
    private static final double D11 = -0x1.5a06a24034564p-8;
    private static final double D12 = 0x1.cd1e334121b41p-9;
    private static final double D13 = -0x1.336df96508a22p-9;
    private static final double D14 = 0x1.99efe4ed995ep-10;
    private static final double D15 = -0x1.0fb1289860f1ap-10;
    private static final double D16 = 0x1.69320cfd8cb7ap-11;
    private static final double D17 = -0x1.fdacc5705bb52p-12;
    private static final double D18 = 0x1.59f36eaa12a81p-12;
    private static final double D19 = -0x1.2f41e685f5c54p-13;
    private static final double D20 = 0x1.6abc258179033p-14;
    private static final double D21 = -0x1.76134678b20d6p-13;
    private static final double D22 = 0x1.0882f7bedfb73p-13;
    private static final double D0_LOW = 0x1.87dfd6b4a2d79p-55;

    private Polygamma() {}

    public static double digamma(double x) {
        if (!(x >= 0x1p-60)) {
            return SeldomArguments.digamma(x);
        }
        double inverse = 1 / x;
        if (x < 2) {
            double t = x < 1 ? x - 0.5 : x - 1.5;
            double fromRoot = x < 1 ? x - (ROOT - 1) : x - ROOT;
            double near = (fromRoot - ROOT_LOW) * fit(t);
            return x < 1 ? near - inverse : near;
        }
        double high = DoubleLogarithm.high(x);
        double low = DoubleLogarithm.low(x);
        double value = high + (low - (0.5 * inverse + asymptotic(inverse * inverse)));
        return x < Double.POSITIVE_INFINITY ? value : x;
    }

    private static double fit(double t) {
        double square = t * t;
        double odd = Math.fma(square, D21, D19);
        odd = Math.fma(square, odd, D17);
        odd = Math.fma(square, odd, D15);
        odd = Math.fma(square, odd, D13);
        odd = Math.fma(square, odd, D11);
        odd = Math.fma(square, odd, D9);
        odd = Math.fma(square, odd, D7);
        odd = Math.fma(square, odd, D5);
        odd = Math.fma(square, odd, D3);
        odd = Math.fma(square, odd, D1);
        double even = Math.fma(square, D22, D20);
        even = Math.fma(square, even, D18);
        even = Math.fma(square, even, D16);
        even = Math.fma(square, even, D14);
        even = Math.fma(square, even, D12);
        even = Math.fma(square, even, D10);
        even = Math.fma(square, even, D8);
        even = Math.fma(square, even, D6);
        even = Math.fma(square, even, D4);
        even = Math.fma(square, even, D2);
        return Math.fma(t, Math.fma(t, even, odd), D0_LOW) + D0;
    }

    /** Returns ln x − ψ(x) for x ≥ 2. */
    static double belowLogarithm(double x) {
        double inverse = 1 / x;
        return 0.5 * inverse + asymptotic(inverse * inverse);
    }

    /** Returns ln x − 1/2x − ψ(x) for x ≥ 2: 1/12x² − 1/120x⁴ + …. */
    private static double asymptotic(double square) {
        double fourth = square * square;
        double odd = Math.fma(fourth, A19, A17);
        odd = Math.fma(fourth, odd, A15);
        odd = Math.fma(fourth, odd, A13);
        odd = Math.fma(fourth, odd, A11);
        odd = Math.fma(fourth, odd, A9);
        odd = Math.fma(fourth, odd, A7);
        odd = Math.fma(fourth, odd, A5);
        odd = Math.fma(fourth, odd, A3);
        odd = Math.fma(fourth, odd, A1);
        double even = Math.fma(fourth, A18, A16);
        even = Math.fma(fourth, even, A14);
        even = Math.fma(fourth, even, A12);
        even = Math.fma(fourth, even, A10);
        even = Math.fma(fourth, even, A8);
        even = Math.fma(fourth, even, A6);
        even = Math.fma(fourth, even, A4);
        even = Math.fma(fourth, even, A2);
        even = Math.fma(fourth, even, A0);
        return square * Math.fma(square, odd, even);
    }

    /** Computes negative numbers, the poles, and positive numbers so small that ψ rounds to −1/x. */
    @Seldom
    private static final class SeldomArguments {
        private SeldomArguments() {}

        static double digamma(double x) {
            if (x == 0) {
                return -Math.copySign(Double.POSITIVE_INFINITY, x);
            }
            double pole = -1 / x;
            if (x < 0 && pole < Double.POSITIVE_INFINITY) {
                return x == Math.rint(x) ? Double.NaN : below(-x);
            }
            return pole;
        }

        /** Returns ψ(−a) = ψ(a) + 1/a + π/tan(πa), which avoids the loss of a small a in 1 + a. */
        private static double below(double a) {
            double cotangent = Math.PI * Sinc.cosPi(a) / Sinc.sinPi(a);
            return cotangent + 1 / a + Polygamma.digamma(a);
        }
    }

    /** Returns the derivative of order n of ψ, ψ itself for n = 0. */
    public static double polygamma(int n, double x) {
        if (n == 0) {
            return digamma(x);
        }
        if (x == Double.POSITIVE_INFINITY) {
            return n % 2 == 0 ? -0.0 : 0.0;
        }
        double sign = n % 2 == 0 ? -1 : 1;
        if (x <= 0 && x == Math.rint(x)) {
            return n % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        if (x < 0) {
            // ψ⁽ⁿ⁾(1 − x) ∓ ψ⁽ⁿ⁾(x) = ∓ π dⁿ/dxⁿ cot πx
            double ofCotangent = cotangent(n, x);
            return Double.isInfinite(ofCotangent) ? -ofCotangent : -sign * polygamma(n, 1 - x) - ofCotangent;
        }
        double factorial = factorial(n);
        double sum = zeta(n + 1.0, x, 1);
        return factorial < Double.POSITIVE_INFINITY && sum > LEAST
                ? sign * factorial * sum
                : sign * factorialByPower(n, x) * (zeta(n + 1.0, x, x) / x);
    }

    /** Returns n!/xⁿ, even if n! overflows or x^−n underflows. */
    private static double factorialByPower(int n, double x) {
        double product = 1;
        int exponent = 0;
        for (int i = 1; i <= n; i++) {
            product *= i / x;
            int own = Math.getExponent(product);
            product = Math.scalb(product, -own);
            exponent += own;
        }
        return Math.scalb(product, exponent);
    }

    private static double factorial(int n) {
        double product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }

    /** Returns Σ (x + k)^−s over k = 0, 1, 2, … for s &gt; 1 and x &gt; 0. ∞ for s = 1 and for x = 0, NaN otherwise. */
    public static double hurwitzZeta(double s, double x) {
        if (!(s >= 1 && x >= 0)) {
            return Double.NaN;
        }
        if (s == 1 || x == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return s < MANY ? zeta(s, x, 1) : ofFewTerms(s, x);
    }

    /** Returns the sum for large s, whose terms soon vanish compared with the first. */
    private static double ofFewTerms(double s, double x) {
        double first = Power.pow(x, -s);
        double sum = 0;
        double term = first;
        for (int k = 1; term > first * 0x1p-60; k++) {
            term = Power.pow(x + k, -s);
            sum += term;
        }
        return first + sum;
    }

    /** Returns Σ ((x + k)/unit)^−s, adding the last terms first. */
    private static double zeta(double s, double x, double unit) {
        int terms = x > LARGE + s ? 0 : (int) Math.ceil(LARGE + s - x);
        double end = x + terms;
        double power = Power.pow(end / unit, -s);
        double square = 1 / (end * end);
        double factor = s / end;
        double sum = 0;
        for (int k = 0; k < BERNOULLI.length; k++) {
            sum += BERNOULLI[k] * factor;
            factor *= (s + 2.0 * k + 1) * (s + 2.0 * k + 2) * square;
        }
        double tail = power > LEAST
                ? power * (end / (s - 1) + (0.5 + sum))
                : Power.pow(end / unit, 1 - s) * unit * (1 / (s - 1) + (0.5 + sum) / end);
        double lost = 0;
        for (int k = terms - 1; k >= 0; k--) {
            double term = Power.pow((x + k) / unit, -s);
            double next = tail + term;
            double part = next - tail;
            lost += (tail - (next - part)) + (term - part);
            tail = next;
        }
        return tail < Double.POSITIVE_INFINITY ? tail + lost : tail;
    }

    /**
     * Returns the derivative of order n ≥ 1 of {@link #hurwitzZeta} with respect to s, Σ (−ln(x + k))ⁿ (x + k)^−s, by
     * the same formula. For large s the sum of the terms is used.
     */
    public static double hurwitzZeta(int n, double s, double x) {
        if (!(s >= 1 && x >= 0)) {
            return Double.NaN;
        }
        if (s == 1 || x == 0) {
            return s == 1 && n % 2 == 1 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return n % 2 == 1 ? -0.0 : 0;
        }
        double reach = LARGE + s + n;
        double terms = x > reach ? 0 : Math.ceil(reach - x);
        if (s >= MANY) {
            if (Power.pow(x, -s) == 0) {
                return 0;
            }
            terms = Math.ceil(x * (MANY / s) + 2);
        }
        double sum = s < MANY ? derivativeOfTail(n, s, x + terms) : 0;
        double lost = 0;
        for (double k = terms - 1; k >= 0; k--) {
            double logarithm = -Logarithm.log(x + k);
            double power = Power.pow(x + k, -s);
            double term = power < Double.POSITIVE_INFINITY
                    ? power(logarithm, n) * power
                    : power(logarithm * Power.pow(x + k, -s / n), n);
            double next = sum + term;
            double part = next - sum;
            lost += (sum - (next - part)) + (term - part);
            sum = next;
        }
        return Double.isInfinite(sum) ? sum : sum + lost;
    }

    /**
     * Returns the derivative of end^−s·(end/(s − 1) + ½ + Σ B₂ₖ/(2k)!·s(s + 1)⋯(s + 2k − 2)·end^(1−2k)), computed from
     * its coefficients in h at s + h.
     */
    private static double derivativeOfTail(int n, double s, double end) {
        double power = Power.pow(end, -s);
        double unit = power > LEAST ? 1 : end;
        power = power > LEAST ? power : Power.pow(end, 1 - s);
        double[] factor = new double[n + 1];
        double[] sum = new double[n + 1];
        factor[0] = 1 / end / unit;
        times(factor, s);
        double ofPole = end / unit;
        for (int j = 0; j <= n; j++) {
            ofPole /= j == 0 ? s - 1 : 1 - s;
            sum[j] = j == 0 ? ofPole + 0.5 / unit : ofPole;
        }
        for (int k = 0; k < BERNOULLI.length; k++) {
            for (int j = 0; j <= n; j++) {
                sum[j] = Math.fma(BERNOULLI[k], factor[j], sum[j]);
            }
            times(factor, s + 2.0 * k + 1);
            times(factor, s + 2.0 * k + 2);
            for (int j = 0; j <= n; j++) {
                factor[j] = factor[j] / end / end;
            }
        }
        double logarithm = Logarithm.log(end);
        double ofPower = power; // (−ln end)^i/i! end^−s
        double total = 0;
        for (int i = 0; i <= n; i++) {
            total += ofPower * sum[n - i];
            ofPower *= -logarithm / (i + 1);
        }
        // the pole (s − 1)^−(n + 1) may overflow
        return Double.isNaN(total) ? (n % 2 == 1 ? -1 : 1) * Double.POSITIVE_INFINITY : total * factorial(n);
    }

    /** Multiplies coefficients by c + h. */
    private static void times(double[] coefficients, double c) {
        for (int j = coefficients.length - 1; j >= 0; j--) {
            coefficients[j] = Math.fma(coefficients[j], c, j == 0 ? 0 : coefficients[j - 1]);
        }
    }

    private static double power(double x, int n) {
        double product = x;
        for (int i = 1; i < n; i++) {
            product *= x;
        }
        return product;
    }

    /** Returns π dⁿ/dxⁿ cot πx, a polynomial in the cotangent, whose derivative is −π(1 + cot²). */
    private static double cotangent(int n, double x) {
        double c = Sinc.cosPi(x) / Sinc.sinPi(x);
        if (c == 0 && n % 2 == 0) {
            return 0;
        }
        double[] polynomial = new double[n + 2];
        polynomial[1] = 1;
        for (int order = 0; order < n; order++) {
            double[] next = new double[n + 2];
            for (int k = 1; k <= order + 1; k++) {
                next[k - 1] -= k * polynomial[k];
                next[k + 1] -= k * polynomial[k];
            }
            polynomial = next;
        }
        double value = 0;
        for (int k = n + 1; k >= 0; k--) {
            value = value * c + polynomial[k];
        }
        if (Double.isNaN(value)) { // 0 · ∞, because a coefficient or the cotangent overflows
            return n % 2 == 0 ? Math.copySign(Double.POSITIVE_INFINITY, c) : Double.NEGATIVE_INFINITY;
        }
        return value * Power.pow(Math.PI, n + 1);
    }
}
