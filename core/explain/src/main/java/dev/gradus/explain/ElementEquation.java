package dev.gradus.explain;

import dev.gradus.explain.Equation.Line;

/**
 * The computation of one element of a result.
 *
 * @param symbols the sum written out in symbols: {@code ∂J/∂W₁₁ = x₁₁ · ∂J/∂z₁₁ + …}
 * @param numbers the same with rounded numbers
 * @param value the exact value of the element
 */
public record ElementEquation(Line symbols, Line numbers, double value) {
    /** Returns the symbols above the numbers. */
    @Override
    public String toString() {
        return symbols.text() + "\n" + numbers.text();
    }
}
