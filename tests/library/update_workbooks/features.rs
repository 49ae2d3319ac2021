//! What workbooks of other people have, one by one.

/// The type of the features, and a list of all.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Something that a workbook has, or how it says it. All of them go together; where two
        /// cannot, the plan leaves one out.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Feature {
            $($(#[$doc])* $name,)*
        }

        impl Feature {
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

features! {
    // The form of the XML.
    /// Elements of sheets have the prefix `x:`.
    SheetPrefix,
    /// Elements of all parts have it.
    PrefixEverywhere,
    /// Rows that follow the row before do not say their number.
    RowsWithoutNumbers,
    /// Cells that follow the cell before do not say where they are.
    CellsWithoutReferences,
    /// Rows have spans, heights and what later editions add.
    RowExtras,
    /// Rows have formats.
    RowStyles,
    /// Rows and cells stand on lines of their own.
    LineBreaks,
    /// Attributes stand in single quotes.
    SingleQuotes,
    /// Other letters than those of English are written as numbers.
    NumericEscapes,
    /// Every text says that its white space matters.
    SpacedTexts,
    /// Every text is in runs.
    RichTexts,
    /// Runs say their size, colour and font.
    FullRuns,
    /// Runs that are plain say so.
    ExplicitPlain,
    /// Texts have their pronunciation.
    Phonetics,
    /// Shared strings are counted.
    StringCounts,
    /// Strings are shared by nobody.
    RepeatedStrings,
    /// There are strings that no cell has.
    UnusedStrings,
    /// The sheet says how far it goes.
    Dimension,

    // The sheets beside that of the risks.
    /// There is a sheet of rehearsals.
    Rehearsals,

    // The rows and columns.
    /// The title is a formula.
    TitleFormula,
    /// The title stands in merged cells.
    MergedTitle,
    /// A label stands before the rows.
    Section,
    /// A legend stands beside the rows.
    Legend,
    /// The label and the legend stand in merged cells.
    MergedLegend,
    /// There is an empty row among the risks.
    GapInRows,
    /// Below the risks are rows with formats alone.
    PrefilledStyles,
    /// Below the risks are rows with the formulas of those above.
    PrefilledFormulas,
    /// Below a gap is a text in a column beyond the model.
    NotesBeside,
    /// Empty cells have formats.
    BlankCells,
    /// Texts have white space that is layout.
    LooseTexts,
    /// References and levels that are numbers are in cells of numbers.
    NumberCells,
    /// Dates are in cells of dates.
    DateCells,
    /// References are formulas.
    ComputedReferences,
    /// Formulas of a column are shared.
    SharedFormulas,
    /// Formulas are those of arrays.
    ArrayFormulas,
    /// Somebody has typed over a score.
    TypedOver,
    /// The component of the first two risks is one cell.
    MergedComponent,

    // What stands beside the cells.
    ConditionalFormats,
    /// Those that only later editions know.
    LaterFormats,
    Validations,
    LaterValidations,
    Filter,
    /// The rows are a table.
    Table,
    /// The table has a row of totals.
    Totals,
    /// The area and the titles to print.
    PrintNames,
    OtherNames,
    Hyperlinks,
    Comments,
    Drawing,
    /// Columns have widths, and the header stays in sight.
    Columns,
    /// A sheet with formulas about the first one, before it.
    GuideFirst,
    /// The same, hidden, behind it.
    HiddenGuide,
    CalcChain,
    CalcProperties,

    // The package.
    NoStyles,
    /// Dates count from 1904.
    Dates1904,
    Properties,
    CustomXml,
    /// A part that nothing leads to.
    UnknownPart,
    Macros,
    AbsoluteTargets,
    /// Parts are called otherwise than is usual.
    OwnNames,
    /// Parts are not compressed.
    StoredParts,
    /// Sizes stand behind the content of parts.
    StreamedParts,
}
