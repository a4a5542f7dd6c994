/**
 * The sample article: invented people, an invented town. Its claims show every
 * state once, so that a newcomer sees what the tool is for.
 */
export const SAMPLE_MARKDOWN = `# The town that bought back its river

Harbeck spent thirty years fighting over water. Then 4,200 households voted to own the waterworks again. Has it paid off?

On the first Monday of March, the mayor of Harbeck turned a brass valve in a pump house built in 1911, and for the first time since the privatisation of 1994 the water that came out belonged to the town.

The buyback cost 38.5 million crowns, paid from a loan that runs until 2041. It was the largest sum the council had ever spent on a single purchase. Opponents called it reckless; supporters pointed to the pipes, which lost 31 percent of the water they carried in the last year of private management.

## What changed for households

Bills fell by an average of 12 percent in the first year, according to the town treasurer, Anneke Dorn. “We did not cut staff and we did not cut corners,” Dorn told the council in January. The waterworks now employs 64 people, two more than before the sale.

Not everybody saves. Households that use more than 200 cubic metres a year pay about 9 percent more under the new tariff, which rises with consumption. The Tenants’ Union says that families in large flats carry the burden.

| Year | Water lost | Average bill (crowns) |
|---|---|---|
| 2022 | 31 percent | 2,140 |
| 2023 | 27 percent | 1,990 |
| 2024 | 22 percent | 1,885 |

## The leak hunters

The saving came from below the street. Crews replaced 18 kilometres of cast-iron pipe in two summers, twice the length laid in the decade before. A listening network of 340 sensors now reports leaks within minutes.

- The oldest pipe taken out was laid in 1887.
- The longest single leak had run for eleven years under a school playground.

> Nobody votes for a pipe. They vote for what comes out of it.

That line, which the mayor likes to repeat, is older than she admits: it was painted on a banner at the strike of 1952.

Harbeck is not alone. At least 230 towns and cities around the world have taken water services back into public hands since 2000, researchers say, and none has sold again. Whether Harbeck stays among them will be clear in 2027, when the first large repayment falls due.
`

export const SAMPLE_BYLINE = 'By Ruth Calloway'

/** What the desk kept of the minutes, so that quotes from them can be looked up. */
export const SAMPLE_MINUTES = `Town of Harbeck. Council, extraordinary session of 14 November.

1. Mayor Anneke Dorn took the chair. Nineteen of twenty-one members were present.

7. Waterworks. After the report of the finance committee: The council approves the purchase at a price of 38 500 000 crowns. Sixteen in favour, three against.

Annex 2. Loan contract with the regional bank, to be repaid by the end of 2041.
`
