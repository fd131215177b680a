// Opens a jshell session with everything imported: jshell --class-path "target/jars/*" docs/gradus.jsh
import java.util.*;
import dev.gradus.tensor.*;
import dev.gradus.random.*;
import dev.gradus.node.*;
import dev.gradus.flow.*;
import dev.gradus.graph.*;
import dev.gradus.linalg.*;
import dev.gradus.nn.*;
import dev.gradus.loss.*;
import dev.gradus.run.*;
import dev.gradus.store.*;
import dev.gradus.train.*;
import dev.gradus.data.*;
import dev.gradus.check.*;
import dev.gradus.explain.*;
