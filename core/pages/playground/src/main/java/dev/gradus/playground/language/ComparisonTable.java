package dev.gradus.playground.language;

import dev.gradus.node.Functions;
import dev.gradus.node.Node;

/** Comparisons, and functions that are constant almost everywhere. */
final class ComparisonTable extends FunctionTable {
    ComparisonTable() {
        two("greater gt", Node::greater);
        two("greaterOrEqual greater_equal ge", Node::greaterEqual);
        two("less lt", Node::less);
        two("lessOrEqual less_equal le", Node::lessEqual);
        two("equal eq", Node::equal);
        two("notEqual not_equal ne", Node::notEqual);
        node("heaviside", "x atZero", a -> Functions.heaviside(a.x(), a.number("atZero")));
        one("sign", Node::sign);
        one("floor", Node::floor);
        one("ceil", Functions::ceil);
        one("truncate trunc fix", Functions::trunc);
        one("round rint", Functions::round);
    }
}
